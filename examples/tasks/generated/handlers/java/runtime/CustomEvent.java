package generated.handlers.java.runtime;

import java.util.List;
import java.util.Map;

/** The event that the mapping templates of a custom integration make: {@code {"metadata": …, "data": …}}. */
final class CustomEvent {
    private CustomEvent() {}

    /** The operation that such an event is for; null for every other event. */
    static String operationOf(Object event) {
        Object data = Plain.member(event, "data");
        Object operation = Plain.member(Plain.member(event, "metadata"), "operation");
        return operation instanceof String id && (data == null || data instanceof Map || data instanceof List) ? id : null;
    }

    /** The request in a custom event. */
    static Map<String, Object> read(OperationSpec spec, Object event) {
        Map<String, Object> data = Plain.members(Plain.member(event, "data"));
        Map<String, Object> request = Parameters.readTyped(spec.parameters(), data);
        request.putAll(Bodies.readTyped(spec.bodies(), data));
        return request;
    }

    /** What a handler knows beside the request. */
    static Context context(Object event, Invocation invocation, OperationSpec spec) {
        Object metadata = Plain.member(event, "metadata");
        return new Context(spec.id(), Plain.text(Plain.member(metadata, "requestId")), Plain.text(Plain.member(metadata, "stage")),
            Plain.text(Plain.member(metadata, "apiId")), Plain.text(Plain.member(metadata, "method")), spec.path(),
            Context.timeOf(Plain.member(metadata, "time")), invocation.coldStart(), Caller.of(Plain.member(metadata, "caller")),
            Plain.members(Plain.member(metadata, "authorizer")), Plain.texts(Plain.member(metadata, "stageVariables")), event,
            invocation.function());
    }

    /** The result of a success. Every other status is the Lambda error that the integration's response patterns look for, and thrown. */
    static Object write(OperationSpec spec, Reply reply, Written written) {
        Members headers = new Members();
        written.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("content-type")) headers.put(name, String.join(", ", values));
        });
        Object body = reply.body() instanceof byte[] ? written.body() : reply.body();
        if (written.status() == spec.success())
            return new Members().put("status", written.status()).put("body", body).put("headers", headers.map()).map();
        throw new Failure(new Reply(written.status(), null, headers.map(), reply.hasBody(), body));
    }
}
