package apigen.checks;

import generated.handlers.java.runtime.ContentSpec;
import generated.handlers.java.runtime.ContentSpec.Form;
import generated.handlers.java.runtime.Json;
import generated.handlers.java.runtime.JsonValue;
import generated.handlers.java.runtime.OperationSpec;
import generated.handlers.java.runtime.Reply;
import generated.handlers.java.validation.Check;
import generated.handlers.java.validation.Checks;
import generated.handlers.java.validation.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Responses of handlers, held against what is declared: in development alone. */
public final class CheckResponse {
    private CheckResponse() {}

    /** What is wrong with a response, by the checks of its operation's declared statuses. An undeclared 501 says that there is no code yet. */
    public static List<String> faults(Map<String, ResponseCheck> checks, OperationSpec spec, Reply reply) {
        String declared = spec.declaredStatus(reply.status());
        if (declared == null) {
            String known = String.join(", ", spec.responses().keySet().stream().sorted().toList());
            return reply.status() == 501 ? List.of() : List.of("the status " + reply.status() + " is not declared; declared are " + known);
        }
        ResponseCheck check = checks.get(declared);
        if (check == null) return List.of();
        List<String> faults = new ArrayList<>(violations("header", headersOf(reply), check.headers()));
        faults.addAll(bodyFaults(spec.responses().get(declared), check, reply));
        return faults;
    }

    private static Map<String, Object> headersOf(Reply reply) {
        Map<String, Object> headers = new LinkedHashMap<>();
        reply.headers().forEach((name, value) -> {
            if (value != null) headers.put(name.toLowerCase(Locale.ROOT), Json.read(Json.write(value)));
        });
        return headers;
    }

    private static List<String> bodyFaults(List<ContentSpec> contents, ResponseCheck check, Reply reply) {
        if (contents.isEmpty()) return reply.hasBody() ? List.of("the status " + reply.status() + " is declared without a body") : List.of();
        String type = reply.contentType();
        ContentSpec content = ContentSpec.choose(contents, type == null ? "" : type);
        if (content == null) {
            String known = String.join(", ", contents.stream().map(ContentSpec::mediaType).toList());
            return List.of("the media type " + type + " is not declared for " + reply.status() + "; declared are " + known);
        }
        Object body = reply.body() instanceof JsonValue value ? value.json() : reply.body();
        if (content.form() == Form.BINARY || content.form() == Form.MULTIPART)
            return body instanceof byte[] || body instanceof String ? List.of() : List.of("the body must be bytes");
        Check checkBody = check.bodies().get(contents.indexOf(content));
        if (!reply.hasBody()) return checkBody == ResponseCheck.ANY ? List.of() : List.of("the body is missing");
        try {
            // As a caller reads it.
            Object sent = content.form() == Form.TEXT ? body : Json.read(Json.write(body));
            return violations("body", sent, checkBody);
        } catch (IllegalArgumentException | Json.Broken error) {
            return List.of("the body cannot be written as JSON: " + error.getMessage());
        }
    }

    private static List<String> violations(String place, Object value, Check check) {
        return Checks.violationsOf(place, value, check).stream().map(CheckResponse::line).toList();
    }

    private static String line(Violation one) {
        return one.in() + one.pointer() + " " + one.message();
    }
}
