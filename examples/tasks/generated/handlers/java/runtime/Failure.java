package generated.handlers.java.runtime;

/** A response to throw, from anywhere below a handler. Its text is the Lambda error of a custom integration: {@code {"status":404,"body":…,"headers":{}}}. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Reply reply;

    /** {@code answer} is what a handler would return. */
    public Failure(Answer answer) {
        this(answer.reply());
    }

    Failure(Reply reply) {
        super(Json.write(new Members().put("status", reply.status()).put("body", reply.body()).put("headers", reply.headers()).map()));
        this.reply = reply;
    }

    /** The answer of an operation that has no code yet: 501. */
    public static Failure notImplemented(OperationSpec spec) {
        Rejection problem = new Rejection(501, "not-implemented", spec.id() + " has no code yet.");
        return new Failure(ErrorBody.reply(spec.errors(), problem, spec.path(), "", System.currentTimeMillis()));
    }

    Reply reply() {
        return reply;
    }
}
