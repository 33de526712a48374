package handlers.java;

import generated.handlers.java.PriceEvent;
import generated.handlers.java.models.Order;
import generated.handlers.java.runtime.DirectCall;
import generated.handlers.java.runtime.FunctionContext;

/** Called by its name. */
public final class Price implements PriceEvent {
    @Override
    public Object handle(DirectCall<Order> item, FunctionContext function) {
        throw notImplemented();
    }
}
