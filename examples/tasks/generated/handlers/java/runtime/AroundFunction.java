package generated.handlers.java.runtime;

import java.util.List;

/**
 * A plain function around everything that a function of Lambda does: reading and checking the event, the code, writing the result. It runs {@code next},
 * or gives a result itself, as API Gateway or the event's service expects it. What it throws is Lambda's error.
 */
@FunctionalInterface
public interface AroundFunction {
    /** The result of an event, as JSON has it. */
    Object run(Object event, FunctionContext function, Next next) throws Exception;

    /** What stands within: the next function, or all that was generated. */
    @FunctionalInterface
    interface Next {
        /** Runs it. */
        Object run() throws Exception;
    }

    /** A function with functions around it, the first outermost. What only keeps it warm passes by them. */
    static Handling around(Handling handling, List<AroundFunction> around) {
        if (around.isEmpty()) return handling;
        Handling all = handling;
        for (int at = around.size() - 1; at >= 0; at--) {
            AroundFunction outer = around.get(at);
            Handling inner = all;
            all = (event, function) -> outer.run(event, function, () -> inner.handle(event, function));
        }
        Handling outermost = all;
        return (event, function) -> ("keep-warm".equals(Plain.member(event, "apigen")) ? handling : outermost).handle(event, function);
    }
}
