package generated.handlers.java.runtime;

import generated.handlers.java.runtime.ContentSpec.Form;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A response ready for the wire.
 *
 * @param headers in the handler's own spelling; several values where it gave a list
 * @param body null where there is none
 */
record Written(int status, Map<String, List<String>> headers, String body, boolean isBase64) {
    /** Writes a response as its operation declares it. */
    static Written of(OperationSpec spec, Reply reply) {
        Map<String, List<String>> headers = headers(reply.headers());
        spec.headers().forEach((name, value) -> {
            if (headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) headers.put(name, List.of(value));
        });
        if (!reply.hasBody()) return new Written(reply.status(), headers, null, false);
        String declared = headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("content-type") && !header.getValue().isEmpty())
            .map(header -> header.getValue().get(0)).findFirst().orElse("");
        String said = reply.contentType() == null ? declared : reply.contentType();
        Object body = reply.body() instanceof JsonValue value ? value.json() : reply.body();
        ContentSpec content = ContentSpec.choose(spec.contentsOf(reply.status()), said);
        if (declared.isEmpty()) headers.put("Content-Type", List.of(said.isEmpty() ? typeOf(content, body) : said));
        Form form = content != null ? content.form() : body instanceof String ? Form.TEXT : Form.JSON;
        if (body instanceof byte[] bytes) return new Written(reply.status(), headers, Base64.getEncoder().encodeToString(bytes), true);
        return new Written(reply.status(), headers, text(body, form), false);
    }

    private static String text(Object body, Form form) {
        if (form == Form.FORM && body instanceof Map) return Forms.write(Plain.members(body));
        return form != Form.JSON && body instanceof String text ? text : Json.write(body);
    }

    private static String typeOf(ContentSpec content, Object body) {
        if (content != null && !content.mediaType().contains("*")) return content.mediaType();
        if (body instanceof byte[]) return "application/octet-stream";
        boolean isText = body instanceof String && (content == null || content.form() != Form.JSON);
        return isText ? "text/plain; charset=utf-8" : "application/json";
    }

    private static Map<String, List<String>> headers(Map<String, Object> given) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (value == null) return;
            List<Object> several = Plain.items(value);
            headers.put(name, (several == null ? List.of(value) : several).stream().map(Plain::textOf).toList());
        });
        return headers;
    }
}
