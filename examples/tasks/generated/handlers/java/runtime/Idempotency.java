package generated.handlers.java.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;

/** Requests that are repeated. */
public final class Idempotency {
    private Idempotency() {}

    /** What doing something once needs: one call, which the project binds to its SDK. */
    @FunctionalInterface
    public interface OncePort {
        /** Runs {@code run} for the first caller of a key, keeps its text, and gives it to every later one. Nothing is kept of a run that fails. */
        String once(String key, Duration kept, Callable<String> run) throws Exception;
    }

    /** Answers a request that is repeated with the answer of the first, for a day, told by its {@code Idempotency-Key}. */
    public static Around around(OncePort port) {
        return around(port, "Idempotency-Key", Duration.ofDays(1));
    }

    /**
     * The same by another header that the operation declares. A request without it is answered like any other, and what is thrown is not kept. Bodies are
     * JSON or text: bytes cannot be kept.
     */
    public static Around around(OncePort port, String header, Duration kept) {
        return (request, context, next) -> {
            String key = keyOf(request, header);
            if (key == null) return next.run();
            String text = port.once(context.operation() + " " + key, kept, () -> Json.write(written(next.run().reply(), context)));
            Map<String, Object> known = Plain.members(Json.read(text));
            Reply reply = Reply.of(((Long) known.get("status")).intValue()).as((String) known.get("contentType")).headers(Plain.members(known.get("headers")));
            return () -> known.containsKey("body") ? reply.body(known.get("body")) : reply;
        };
    }

    private static Map<String, Object> written(Reply reply, Context context) {
        if (reply.body() instanceof byte[])
            throw new IllegalStateException("The response of " + context.operation() + " is bytes, which cannot be kept for its key.");
        Members written = new Members().put("status", reply.status()).put("contentType", reply.contentType()).put("headers", reply.headers());
        return (reply.hasBody() ? written.put("body", reply.body()) : written).map();
    }

    private static String keyOf(JsonValue request, String header) {
        Object headers = Plain.member(request.json(), "headers");
        Map<String, Object> given = Plain.members(headers instanceof JsonValue value ? value.json() : headers);
        for (Map.Entry<String, Object> one : given.entrySet())
            if (one.getKey().equalsIgnoreCase(header) && one.getValue() instanceof String key) return key;
        return null;
    }
}
