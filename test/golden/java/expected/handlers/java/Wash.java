package handlers.java;

import generated.handlers.java.WashOperation;
import generated.handlers.java.runtime.Context;

/** `PUT /cars` */
public final class Wash implements WashOperation {
    @Override
    public void handle(Request request, Context context) {
        throw notImplemented();
    }
}
