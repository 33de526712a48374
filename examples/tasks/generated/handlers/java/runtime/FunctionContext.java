package generated.handlers.java.runtime;

/** What Lambda tells a function beside the event; {@link LambdaFunction.Told} is the one that runs there. */
public interface FunctionContext {
    /** The id of the invocation. */
    String requestId();

    /** The name of the function. */
    String functionName();

    /** The ARN by which it was called. */
    String functionArn();

    /** How long the function may still run. */
    int remainingMillis();
}
