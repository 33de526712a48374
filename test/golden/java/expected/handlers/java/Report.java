package handlers.java;

import generated.handlers.java.ReportOperation;
import generated.handlers.java.runtime.FunctionContext;

/** `POST /report` */
public final class Report implements ReportOperation {
    @Override
    public Object handle(Event event, FunctionContext function) {
        throw notImplemented();
    }
}
