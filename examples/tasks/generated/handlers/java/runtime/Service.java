package generated.handlers.java.runtime;

import generated.handlers.java.validation.Violation;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A function of operations and authorizers: finds which one an event is for, reads and checks the request, and writes the response. In development responses are checked, too. */
public final class Service implements Handling {
    private final List<Served> served;
    private final List<Served.Operation> operations;
    private final List<Served.Templated> templated;
    private final Served.Authorizing authorizer;
    /** Null everywhere but in development. */
    private final ResponseFaults faults;
    private volatile boolean started;

    private Service(List<Served> served) {
        this.served = served;
        operations = ofKind(Served.Operation.class);
        templated = ofKind(Served.Templated.class);
        authorizer = ofKind(Served.Authorizing.class).stream().findFirst().orElse(null);
        String checks = System.getenv("APIGEN_RESPONSE_CHECKS");
        faults = checks == null ? null : Development.responseFaults(checks);
    }

    private <T> List<T> ofKind(Class<T> kind) {
        return served.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** A function of all that it serves. */
    public static Service of(List<Served> served) {
        return new Service(served);
    }

    @Override
    public Object handle(Object event, FunctionContext function) throws Exception {
        Invocation invocation = new Invocation(function, !started);
        started = true;
        if ("keep-warm".equals(Plain.member(event, "apigen"))) return null;
        AuthorizerQuestion question = authorizer == null ? null : AuthorizerQuestion.read(event);
        if (question != null) return Decision.write(authorizer.code().run(question, function), question);
        String id = CustomEvent.operationOf(event);
        for (Served.Operation one : operations) if (one.spec().id().equals(id)) return one.isAsync() ? runAsync(one, event, invocation) : runCustom(one, event, invocation);
        for (Served.Templated one : templated) if (one.spec().id().equals(id)) return one.code().run(event, function);
        ProxyEvent request = ProxyEvent.read(event);
        Served.Operation found = request == null ? null : Route.find(operations, request);
        if (found != null) return runProxy(found, request, event, invocation);
        Served.Templated other = findTemplated(event);
        if (other != null) return other.code().run(event, function);
        String names = String.join(", ", served.stream().map(Served::name).toList());
        throw new IllegalArgumentException("No operation of this function fits the event; it serves " + names + ".");
    }

    /** Templates of an author's own may say nothing of the operation; where there is only one, it is meant. */
    private Served.Templated findTemplated(Object event) {
        if (templated.size() <= 1) return templated.isEmpty() ? null : templated.get(0);
        // API Gateway's own template for everything about a request calls them so.
        Object context = Plain.member(event, "context");
        String method = first(Plain.member(event, "httpMethod"), Plain.member(context, "http-method"));
        String resource = first(Plain.member(event, "resource"), Plain.member(context, "resource-path"));
        return templated.stream()
            .filter(one -> one.spec().path().equals(resource) && (one.spec().method().equals(method) || one.spec().method().equals("ANY")))
            .findFirst().orElse(null);
    }

    private static String first(Object one, Object other) {
        return Plain.text(one).isEmpty() ? Plain.text(other) : Plain.text(one);
    }

    private Object runProxy(Served.Operation found, ProxyEvent request, Object event, Invocation invocation) {
        OperationSpec spec = found.spec();
        Responded responded = respond(found, ProxyEvent.context(event, invocation, spec), () -> {
            Map<String, Object> read = Parameters.read(spec.parameters(), request.raw());
            read.putAll(Bodies.read(spec.bodies(), request.body()));
            return read;
        });
        return ProxyEvent.write(responded.written(), request.isVersion2());
    }

    private Object runCustom(Served.Operation found, Object event, Invocation invocation) {
        OperationSpec spec = found.spec();
        Responded responded = respond(found, CustomEvent.context(event, invocation, spec), () -> CustomEvent.read(spec, event));
        return CustomEvent.write(spec, responded.reply(), responded.written());
    }

    /** Nobody sees the answer: what is wrong with a request is logged, because Lambda would only try it again; every other error is Lambda's. */
    private static Object runAsync(Served.Operation found, Object event, Invocation invocation) throws Exception {
        Context context = CustomEvent.context(event, invocation, found.spec());
        Map<String, Object> request = CustomEvent.read(found.spec(), event);
        List<Violation> violations = found.spec().check().apply(request);
        if (violations.isEmpty()) found.code().run(request, context);
        else context.logger(System.err).warn("invalid request", Map.of("violations", violations.stream().map(Violation::toString).toList()));
        return null;
    }

    private record Responded(Reply reply, Written written) {}

    /** What goes wrong, in a handler or with what it returned, is answered, and told to the log alone. */
    private Responded respond(Served.Operation found, Context context, Supplier<Map<String, Object>> read) {
        try {
            Reply reply = answer(found, context, read);
            return new Responded(reply, Written.of(found.spec(), reply));
        } catch (Exception | StackOverflowError error) {
            context.logger(System.err).error("unexpected error", error);
            Reply internal = refused(found, context, new Rejection(500, "internal-error", "Internal server error"));
            return new Responded(internal, Written.of(found.spec(), internal));
        }
    }

    private Reply answer(Served.Operation found, Context context, Supplier<Map<String, Object>> read) throws Exception {
        try {
            Map<String, Object> request = read.get();
            List<Violation> violations = found.spec().check().apply(request);
            if (!violations.isEmpty()) throw Bodies.invalid(violations);
            return checked(found, found.code().run(request, context));
        } catch (Failure failure) {
            return checked(found, failure.reply());
        } catch (Rejection rejection) {
            return refused(found, context, rejection);
        }
    }

    /** A response that keeps to the contract; for another, an error that says what is wrong. */
    private Reply checked(Served.Operation found, Reply reply) {
        List<String> wrong = faults == null ? List.of() : faults.of(found.spec(), reply);
        if (wrong.isEmpty()) return reply;
        throw new IllegalStateException("The response of " + found.spec().id() + " does not fit the contract: " + String.join("; ", wrong) + ".");
    }

    private static Reply refused(Served.Operation found, Context context, Rejection rejection) {
        return ErrorBody.reply(found.spec().errors(), rejection, context.resource(), context.requestId(), context.time());
    }
}
