package generated.handlers.java.runtime;

/**
 * A plain function around a handler, for any operation: it runs {@code next}, and may look at what is asked and answered. Requests were read and
 * checked before; what {@code next} throws may be a {@link Failure}, which is an answer.
 */
@FunctionalInterface
public interface Around {
    /** Answers, with what {@code next} answers. */
    Answer run(JsonValue request, Context context, Next next) throws Exception;

    /** What stands within: the next function, or the handler. */
    @FunctionalInterface
    interface Next {
        /** Runs it. */
        Answer run() throws Exception;
    }
}
