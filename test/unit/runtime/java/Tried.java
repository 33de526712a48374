import generated.handlers.java.runtime.Answer;
import generated.handlers.java.runtime.Around;
import generated.handlers.java.runtime.AroundFunction;
import generated.handlers.java.runtime.AuthorizerQuestion;
import generated.handlers.java.runtime.BusEvent;
import generated.handlers.java.runtime.CognitoClaims;
import generated.handlers.java.runtime.Context;
import generated.handlers.java.runtime.Decision;
import generated.handlers.java.runtime.Events;
import generated.handlers.java.runtime.FunctionContext;
import generated.handlers.java.runtime.Granted;
import generated.handlers.java.runtime.Handling;
import generated.handlers.java.runtime.Idempotency;
import generated.handlers.java.runtime.InvokePort;
import generated.handlers.java.runtime.Json;
import generated.handlers.java.runtime.JsonValue;
import generated.handlers.java.runtime.OperationSpec;
import generated.handlers.java.runtime.ParameterSpec;
import generated.handlers.java.runtime.Read;
import generated.handlers.java.runtime.Reply;
import generated.handlers.java.runtime.Served;
import generated.handlers.java.runtime.Service;
import generated.handlers.java.runtime.Shape;
import generated.handlers.java.runtime.StageSettings;
import generated.handlers.java.runtime.Traced;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that stands around Java handlers, tried in one process: each line that is printed is compared. */
public final class Tried {
    private Tried() {}

    public record Given(int desk, boolean admin, String note) {}

    public record Odd(List<String> list) {}

    private record Asked(Object value) implements JsonValue {
        @Override
        public Object json() {
            return value;
        }
    }

    private static final FunctionContext FUNCTION = new FunctionContext() {
        @Override
        public String requestId() {
            return "r";
        }

        @Override
        public String functionName() {
            return "f";
        }

        @Override
        public String functionArn() {
            return "arn";
        }

        @Override
        public int remainingMillis() {
            return 1;
        }
    };

    private static void say(Object value) {
        System.out.println(Json.write(value));
    }

    private static Around named(String name) {
        return (request, context, next) -> {
            say(name);
            return next.run();
        };
    }

    private static Object event(Map<String, Object> headers, Map<String, Object> authorizer) {
        return Map.of("httpMethod", "POST", "resource", "/pay", "path", "/pay", "headers", headers, "requestContext",
            Map.of("requestId", "id", "stage", "dev", "authorizer", authorizer));
    }

    public static void main(String[] args) throws Exception {
        around();
        aroundFunctions();
        authorizers();
        events();
    }

    private static AroundFunction namedFunction(String name) {
        return (event, function, next) -> {
            say(List.of(name, event, function.requestId()));
            Object result = next.run();
            say(name);
            return result;
        };
    }

    private static void aroundFunctions() throws Exception {
        Handling handling = (event, function) -> {
            if (event.equals("broken")) throw new IllegalStateException("within");
            return Map.of("given", event);
        };
        say(AroundFunction.around(handling, List.of(namedFunction("a"), namedFunction("b"))).handle(1L, FUNCTION));
        say(AroundFunction.around(handling, List.of((event, function, next) -> Map.of("statusCode", 503))).handle(1L, FUNCTION));
        AroundFunction telling = (event, function, next) -> {
            try {
                return next.run();
            } catch (IllegalStateException error) {
                say(error.getMessage());
                throw new IllegalStateException("without");
            }
        };
        try {
            AroundFunction.around(handling, List.of(telling)).handle("broken", FUNCTION);
        } catch (IllegalStateException error) {
            say(error.getMessage());
        }
        say(AroundFunction.around(handling, List.of(namedFunction("never"))).handle(Map.of("apigen", "keep-warm"), FUNCTION));
        say(AroundFunction.around(handling, List.of()) == handling);
    }

    private static void around() throws Exception {
        ParameterSpec key = new ParameterSpec("Idempotency-Key", ParameterSpec.Place.HEADER, Shape.Scalar.STRING, ParameterSpec.Style.SIMPLE, false);
        OperationSpec spec = new OperationSpec("pay", "POST", "/pay", List.of(key), List.of(), Map.of("200", List.of()), Map.of("Access-Control-Allow-Origin", "*"),
            Map.of(), 200, request -> List.of());
        Traced.Tracer tracer = name -> {
            say(name);
            return new Traced.Span() {
                @Override
                public void attribute(String attribute, Object value) {
                    say(List.of(attribute, value));
                }

                @Override
                public void failed(Throwable error) {
                    say("failed: " + error.getMessage());
                }

                @Override
                public void close() {
                    say("closed");
                }
            };
        };
        Map<String, String> kept = new HashMap<>();
        Idempotency.OncePort once = (name, time, run) -> {
            if (!kept.containsKey(name)) kept.put(name, run.call());
            return kept.get(name);
        };
        int[] count = {0};
        List<Object> put = new ArrayList<>();
        Served.Code<Asked, Context, Answer> code = (request, context) -> {
            if (count[0] == 3) throw new IllegalStateException("told");
            context.logger().info("paid", Map.of("value", count[0]));
            context.logger().warn("odd", Map.of("value", new Object()));
            return () -> Reply.of(200).body(count[0]++);
        };
        Service service = Service.of(List.of(Served.operation(spec, (value, in) -> new Asked(value), code,
            List.of(named("a"), Traced.keys((name, value) -> put.add(name), put::remove), Traced.by(tracer), Idempotency.around(once)))));
        say(service.handle(event(Map.of("idempotency-key", "k"), Map.of()), FUNCTION));
        say(service.handle(event(Map.of("Idempotency-Key", "k"), Map.of()), FUNCTION));
        say(service.handle(event(Map.of(), Map.of()), FUNCTION));
        count[0] = 3;
        say(Json.read(Json.write(service.handle(event(Map.of(), Map.of()), FUNCTION))) instanceof Map<?, ?> failed ? failed.get("statusCode") : null);
        say(put);

        long[] now = {0};
        StageSettings settings = new StageSettings((table, of) -> {
            say(List.of(table, of));
            return Map.of("color", "red");
        }, "settings", Duration.ofNanos(10), () -> now[0]);
        Context context = context(Map.of());
        settings.of(context);
        settings.of(context);
        now[0] = 10;
        say(settings.of(context));
    }

    private static Context context(Map<String, Object> authorizer) {
        return new Context("pay", "id", "dev", "api", "POST", "/pay", 5, false, null, authorizer, Map.of(), null, FUNCTION);
    }

    private static void authorizers() throws Exception {
        Object asked = Map.of("type", "TOKEN", "authorizationToken", "t", "methodArn", "arn:aws:execute-api:eu-west-1:1:api/dev/GET/pets/1");
        for (Decision<Given> decision : List.<Decision<Given>>of(
            Decision.allow("me", new Given(7, true, null)),
            Decision.allow("me", new Given(7, false, "n")).forMethods("GET /pets/{petId}", "* /{proxy+}").forResources("arn:x").withUsageKey("key"),
            Decision.allow("me", new Given(7, false, "n")).forMethods(),
            Decision.deny()))
            say(Service.of(List.of(Served.authorizer(AuthorizerQuestion.Token.class, (question, function) -> decision))).handle(asked, FUNCTION));
        Context known = context(Map.of("desk", "7", "admin", "true", "principalId", "me"));
        say(Granted.read(Given.class, known).toString() + known.principalId());
        refused(() -> Granted.read(Given.class, context(Map.of("desk", "7"))));
        refused(() -> Granted.read(Given.class, context(Map.of("desk", "seven", "admin", "true"))));
        refused(() -> Granted.read(Odd.class, context(Map.of("list", "a"))));
        CognitoClaims.Access claims = CognitoClaims.Access.of(context(Map.of("claims", Map.of("scope", "a b", "cognito:groups", "x,y", "username", "u"))));
        say(List.of(claims.scopes(), claims.groups(), claims.username()));
    }

    private interface Action {
        Object run() throws Exception;
    }

    private static void refused(Action action) throws Exception {
        try {
            say(action.run().toString());
        } catch (IllegalStateException | IllegalArgumentException error) {
            say(error.getMessage());
        }
    }

    private static Map<String, Object> message(String id, String body, String queue) {
        return Map.of("messageId", id, "body", body, "attributes", Map.of("a", "b"), "eventSourceARN", "arn:aws:sqs:eu-west-1:1:" + queue);
    }

    private static Map<String, Object> record(String number, String data) {
        String encoded = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        return Map.of("kinesis", Map.of("sequenceNumber", number, "partitionKey", "p", "data", encoded));
    }

    private static Object records(Object... records) {
        return Map.of("Records", List.of(records));
    }

    private static void seen(Object value) {
        say(value);
        if ("bad".equals(value)) throw new IllegalStateException("told");
    }

    private static void events() throws Exception {
        Handling queue = Events.sqs(Read::any, (item, function) -> seen(item.body()));
        say(queue.handle(records(message("a", "1", "q"), message("b", "bad", "q"), message("c", "{\"x\":1.0}", "q")), FUNCTION));
        say(queue.handle(records(message("a", "bad", "q.fifo"), message("b", "2", "q.fifo")), FUNCTION));
        say(Events.sqs(Read::whole, (item, function) -> seen(item.body())).handle(records(message("a", "1", "q"), message("b", "\"x\"", "q")), FUNCTION));
        say(Events.kinesis(Read::any, (item, function) -> seen(item.data())).handle(records(record("1", "{\"ü\":1}"), record("2", "bad"), record("3", "3")), FUNCTION));
        Events.s3((item, function) -> say(List.of(item.name(), item.bucket(), item.key(), item.size()))).handle(records(Map.of("eventName", "ObjectCreated:Put",
            "s3", Map.of("bucket", Map.of("name", "photos"), "object", Map.of("key", "raw/a+b%2Bc%C3%BC.jpg", "size", 7L)))), FUNCTION);
        Events.sns(Read::any, (item, function) -> say(List.of(item.id(), item.topicArn(), item.subject(), item.body(), item.time()))).handle(
            records(Map.of("Sns", Map.of("MessageId", "m", "TopicArn", "arn", "Subject", "hello", "Message", "{\"a\":1}", "Timestamp", "t"))), FUNCTION);
        Events.bus(Read::any, (BusEvent<Object> item, FunctionContext function) -> say(List.of(item.id(), item.type(), item.resources(), item.detail())))
            .handle(Map.of("id", "e", "source", "s", "detail-type", "Paid", "time", "t", "resources", List.of("r"), "detail", Map.of("id", 1L)), FUNCTION);
        Handling twice = Events.call(Read::whole, (item, function) -> Map.of("twice", item.data() * 2, "who", item.metadata().get("who")));
        say(InvokePort.send((name, payload) -> Json.write(List.of(name, twice.handle(Json.read(payload), FUNCTION))), "shop-double", 21L, Map.of("who", "me")));
        say(queue.handle(Map.of("apigen", "keep-warm"), FUNCTION));
        refused(() -> queue.handle(Map.of("detail", Map.of()), FUNCTION));
    }
}
