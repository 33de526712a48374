package handlers.java;

import generated.handlers.java.AddCarOperation;
import generated.handlers.java.runtime.Context;

/** `POST /cars` */
public final class AddCar implements AddCarOperation {
    @Override
    public Response handle(Request request, Context context) {
        throw notImplemented();
    }
}
