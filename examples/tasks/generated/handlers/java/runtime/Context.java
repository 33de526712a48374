package generated.handlers.java.runtime;

import java.io.PrintStream;
import java.util.Map;

/**
 * What a handler knows beside the request.
 *
 * @param operation the operation's id
 * @param resource the path as the API declares it: {@code /pets/{petId}}
 * @param time when API Gateway received the request, in milliseconds since 1970
 * @param coldStart whether this is the first event since the function started
 * @param authorizer what the authorizer left: its context, or {@code claims} of a Cognito token
 * @param event the event as it came, as JSON has it
 */
public record Context(
    String operation,
    String requestId,
    String stage,
    String apiId,
    String method,
    String resource,
    long time,
    boolean coldStart,
    Caller caller,
    Map<String, Object> authorizer,
    Map<String, String> stageVariables,
    Object event,
    FunctionContext function
) {
    /** A logger whose lines name the operation and the request. */
    public Logger logger() {
        return logger(System.out);
    }

    Logger logger(PrintStream out) {
        return new Logger(out, this);
    }

    /** Who the authorizer says it is; empty where there is none. */
    public String principalId() {
        return Plain.text(authorizer.get("principalId"));
    }

    static long timeOf(Object value) {
        return value instanceof Number number ? number.longValue() : System.currentTimeMillis();
    }
}
