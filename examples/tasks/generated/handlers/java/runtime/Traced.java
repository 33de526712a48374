package generated.handlers.java.runtime;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Functions around handlers that tell other tools of a request. */
public final class Traced {
    private Traced() {}

    /** A span of a tracer, which the project binds to OpenTelemetry or another. */
    public interface Span extends AutoCloseable {
        /** Says something of what the span is about: a text, a number or a boolean. */
        void attribute(String name, Object value);

        /** The span is about something that failed. */
        void failed(Throwable error);

        @Override
        void close();
    }

    /** What begins a span, and makes it the current one until it is closed. */
    @FunctionalInterface
    public interface Tracer {
        /** Begins one. */
        Span start(String name);
    }

    /** A span around a handler, with the attributes that OpenTelemetry's semantic conventions have for HTTP and for functions. */
    public static Around by(Tracer tracer) {
        return (request, context, next) -> {
            try (Span span = tracer.start(context.operation())) {
                span.attribute("http.request.method", context.method());
                span.attribute("http.route", context.resource());
                span.attribute("faas.invocation_id", context.function().requestId());
                span.attribute("faas.coldstart", context.coldStart());
                try {
                    Answer answer = next.run();
                    span.attribute("http.response.status_code", (long) answer.reply().status());
                    return answer;
                } catch (Exception error) {
                    span.failed(error);
                    throw error;
                }
            }
        };
    }

    /**
     * Has a logger name the request in each of its lines: {@code Traced.keys(MDC::put, MDC::remove)} for SLF4J's, which Powertools writes, too.
     */
    public static Around keys(BiConsumer<String, String> put, Consumer<String> remove) {
        return (request, context, next) -> {
            Map<String, String> keys = Map.of("requestId", context.requestId(), "operation", context.operation(), "stage", context.stage(),
                "coldStart", String.valueOf(context.coldStart()));
            keys.forEach(put);
            try {
                return next.run();
            } finally {
                keys.keySet().forEach(remove);
            }
        };
    }
}
