package generated.handlers.java.runtime;

import java.util.List;
import java.util.Map;

/** Code that a function runs, with what is known of it. */
public sealed interface Served {
    /** Code of a user, given what was read. */
    @FunctionalInterface
    interface Code<Asked, Known, Answered> {
        /** Runs it. */
        Answered run(Asked asked, Known known) throws Exception;
    }

    /** An operation whose requests are read and checked; an answer of null is that of an operation which nobody waits for. */
    record Operation(OperationSpec spec, boolean isAsync, Code<Map<String, Object>, Context, Reply> code) implements Served {}

    /** An operation whose event was made by templates of the author's own. */
    record Templated(OperationSpec spec, Code<Object, FunctionContext, Object> code) implements Served {}

    /** An authorizer. */
    record Authorizing(Code<AuthorizerQuestion, FunctionContext, Decision<?>> code) implements Served {}

    /** Binds the code that answers an operation; {@code reader} types its requests, {@code around} are functions around it, the first outermost. */
    static <Request extends JsonValue> Served operation(
        OperationSpec spec, Reader<Request> reader, Code<Request, Context, ? extends Answer> code, List<Around> around) {
        return new Operation(spec, false, (asked, context) -> {
            Request request = Requests.typed(asked, reader);
            Around.Next next = () -> code.run(request, context);
            for (int at = around.size() - 1; at >= 0; at--) {
                Around outer = around.get(at);
                Around.Next inner = next;
                next = () -> outer.run(request, context, inner);
            }
            Answer answer = next.run();
            if (answer == null) throw new IllegalStateException("The handler of " + spec.id() + " returned no response.");
            return answer.reply();
        });
    }

    /** Binds the code of an operation that API Gateway starts without waiting for an answer. */
    static <Request> Served async(OperationSpec spec, Reader<Request> reader, Code<Request, Context, ?> code) {
        return new Operation(spec, true, (request, context) -> {
            code.run(Requests.typed(request, reader), context);
            return null;
        });
    }

    /** Binds the code of an operation whose templates decide what it is given and what becomes of its result. */
    static <Event> Served templated(OperationSpec spec, Reader<Event> reader, Code<Event, FunctionContext, ?> code) {
        return new Templated(spec, (event, function) -> code.run(Reading.read(event, reader), function));
    }

    /** Binds the code of an authorizer; {@code question} is the kind that it is asked. */
    static <Question extends AuthorizerQuestion, Given extends Record> Served authorizer(
        Class<Question> question, Authorizer<? super Question, Given> authorizer) {
        return new Authorizing((asked, function) -> {
            if (question.isInstance(asked)) return authorizer.decide(question.cast(asked), function);
            throw new IllegalArgumentException("This authorizer is not asked by a " + asked.getClass().getSimpleName() + ".");
        });
    }

    /** What the function says of it. */
    default String name() {
        if (this instanceof Operation one) return one.spec().id();
        return this instanceof Templated one ? one.spec().id() : "an authorizer";
    }
}
