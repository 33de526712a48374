package handlers.java;

import generated.handlers.java.ImportOperation;
import generated.handlers.java.runtime.Context;

/** `GET /cars/{class}`: Names that Java has for itself. */
public final class Import implements ImportOperation {
    @Override
    public Response handle(Request request, Context context) {
        throw notImplemented();
    }
}
