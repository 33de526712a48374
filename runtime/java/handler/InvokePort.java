package generated.handlers.java.runtime;

import java.util.Map;

/**
 * What a sender needs of Lambda: one call, which the project binds to its SDK. With {@code software.amazon.awssdk:lambda}:
 * {@code (name, payload) -> client.invoke(call -> call.functionName(name).payload(SdkBytes.fromUtf8String(payload))).payload().asUtf8String()}.
 */
@FunctionalInterface
public interface InvokePort {
    /** Calls a function with a JSON text; the JSON text that it returned. */
    String invoke(String name, String payload) throws Exception;

    /** Calls a function by its name, with the event that {@link Events#call} reads; what it returned, as JSON has it. */
    static Object send(InvokePort port, String name, Object data, Map<String, ?> metadata) throws Exception {
        return Json.read(port.invoke(name, Json.write(new Members().put("metadata", metadata).put("data", data).map())));
    }
}
