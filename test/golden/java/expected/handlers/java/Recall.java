package handlers.java;

import generated.handlers.java.RecallEvent;
import generated.handlers.java.models.Vehicle;
import generated.handlers.java.runtime.FunctionContext;
import generated.handlers.java.runtime.SqsMessage;

/** Messages of the queue `recalls`. Says *&#47; so. */
public final class Recall implements RecallEvent {
    @Override
    public void handle(SqsMessage<Vehicle> item, FunctionContext function) {
        throw notImplemented();
    }
}
