package handlers.java;

import generated.handlers.java.ReplacePhotoOperation;
import generated.handlers.java.runtime.Context;

/** `PUT /photos` */
public final class ReplacePhoto implements ReplacePhotoOperation {
    @Override
    public Response handle(Request request, Context context) {
        throw notImplemented();
    }
}
