package handlers.java;

import generated.handlers.java.PhotoEvent;
import generated.handlers.java.runtime.FunctionContext;
import generated.handlers.java.runtime.S3Change;

/** Changes in the bucket `photos`. */
public final class Photo implements PhotoEvent {
    @Override
    public void handle(S3Change item, FunctionContext function) {
        throw notImplemented();
    }
}
