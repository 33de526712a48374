package generated.handlers.java.runtime;

import generated.handlers.java.validation.Violation;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How an error is written that no handler answers itself.
 *
 * @param template JSON: a word is what is known under that name; {@code ["is", value]} that value; {@code ["each", item]} a list with an item for every
 *     violation, {@code ["some", item]} one that has the error itself where there is none
 */
public record ErrorBody(String mediaType, String template) {
    private static final Map<Integer, String> TITLES = Map.of(
        400, "Bad Request", 413, "Content Too Large", 415, "Unsupported Media Type", 500, "Internal Server Error", 501, "Not Implemented");

    /** RFC 9457, where the API has no model of its own. */
    private static final ErrorBody PROBLEM = new ErrorBody(
        "application/problem+json",
        "{\"type\":[\"is\",\"about:blank\"],\"title\":\"title\",\"status\":\"status\",\"detail\":\"message\",\"code\":\"code\","
            + "\"errors\":[\"each\",{\"in\":\"in\",\"pointer\":\"pointer\",\"detail\":\"message\"}]}");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Object MISSING = new Object();

    /** The response to a problem, in the API's own form where it has one. {@code time} is in milliseconds since 1970. */
    static Reply reply(Map<String, ErrorBody> bodies, Rejection problem, String resource, String requestId, long time) {
        ErrorBody own = bodies.getOrDefault(String.valueOf(problem.status()), bodies.get("default"));
        ErrorBody body = own == null ? PROBLEM : own;
        String message = problem.getMessage();
        List<String> lines = problem.violations().stream().map(ErrorBody::line).toList();
        Map<String, Object> known = new Members()
            .put("status", problem.status())
            .put("code", problem.code())
            .put("message", message)
            .put("account", lines.isEmpty() ? message : message + " " + String.join("; ", lines) + ".")
            .put("title", TITLES.get(problem.status()))
            .put("requestId", requestId)
            .put("resource", resource)
            .put("time", TIME.format(Instant.ofEpochMilli(time)))
            .put("in", "").put("pointer", "").put("line", message)
            .map();
        return Reply.of(problem.status()).as(body.mediaType()).body(fill(Json.read(body.template()), known, problem.violations()));
    }

    private static Object fill(Object template, Map<String, Object> known, List<Violation> violations) {
        if (template instanceof String word) return known.getOrDefault(word, MISSING);
        if (template instanceof Map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            Plain.members(template).forEach((name, one) -> {
                Object value = fill(one, known, violations);
                if (value != MISSING) filled.put(name, value);
            });
            return filled;
        }
        List<Object> listed = Plain.items(template);
        if (listed.get(0).equals("is")) return listed.get(1);
        if (violations.isEmpty() && listed.get(0).equals("each")) return MISSING;
        List<Map<String, Object>> items = violations.isEmpty() ? List.of(known) : violations.stream().map(one -> about(one, known)).toList();
        return items.stream().map(one -> fill(listed.get(1), one, List.of())).toList();
    }

    private static Map<String, Object> about(Violation one, Map<String, Object> known) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        all.putAll(new Members().put("in", one.in()).put("pointer", one.pointer()).put("message", one.message()).put("line", line(one)).map());
        return all;
    }

    private static String line(Violation one) {
        return one.in() + one.pointer() + " " + one.message();
    }
}
