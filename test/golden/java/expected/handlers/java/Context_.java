package handlers.java;

import generated.handlers.java.ContextEvent;
import generated.handlers.java.runtime.BusEvent;
import generated.handlers.java.runtime.FunctionContext;

/** Called by the schedule `rate(1 day)`. */
public final class Context_ implements ContextEvent {
    @Override
    public void handle(BusEvent<Object> item, FunctionContext function) {
        throw notImplemented();
    }
}
