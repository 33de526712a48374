package handlers.java;

import generated.handlers.java.SendPhotosOperation;
import generated.handlers.java.runtime.Context;

/** `POST /photos` */
public final class SendPhotos implements SendPhotosOperation {
    @Override
    public Response handle(Request request, Context context) {
        throw notImplemented();
    }
}
