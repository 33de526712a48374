package generated.handlers.java.runtime;

/** What a function does with its events. */
@FunctionalInterface
public interface Handling {
    /** The result of an event, as JSON has it. What is thrown is a Lambda error. */
    Object handle(Object event, FunctionContext function) throws Exception;
}
