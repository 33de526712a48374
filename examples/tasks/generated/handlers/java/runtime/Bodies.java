package generated.handlers.java.runtime;

import generated.handlers.java.runtime.ContentSpec.Form;
import generated.handlers.java.validation.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies by media type. */
final class Bodies {
    private Bodies() {}

    /**
     * A body as it came.
     *
     * @param content null where there is none
     * @param contentType the request's {@code Content-Type}, empty where it has none
     */
    record Raw(String content, boolean isBase64, String contentType) {}

    /** The body as one of the declared media types, and which one of several. Throws the response for a body that cannot be read. */
    static Map<String, Object> read(List<ContentSpec> bodies, Raw raw) {
        if (raw.content() == null || bodies.isEmpty()) return Map.of();
        ContentSpec content = ContentSpec.choose(bodies, raw.contentType());
        if (content == null) {
            String known = String.join(", ", bodies.stream().map(ContentSpec::mediaType).toList());
            throw new Rejection(415, "unsupported-media-type", "The body must be of type " + known + ".");
        }
        // An empty body of a type that has no empty value is none.
        if (raw.content().isEmpty() && content.form() != Form.TEXT && content.form() != Form.BINARY) return Map.of();
        return withType(bodies, content, readContent(content, raw));
    }

    /** The body of a custom event: templates parsed JSON and forms already, everything else is text. The type is named where there are several. */
    static Map<String, Object> readTyped(List<ContentSpec> bodies, Map<String, Object> data) {
        ContentSpec content = ContentSpec.choose(bodies, Plain.text(data.get("contentType")));
        if (content == null && !bodies.isEmpty()) content = bodies.get(0);
        if (!data.containsKey("body") || content == null) return Map.of();
        Object value = data.get("body");
        if (value instanceof Map && content.form() == Form.FORM) return withType(bodies, content, Forms.readFields(value, content.shape()));
        if (value instanceof String text && content.form() == Form.BINARY) return withType(bodies, content, fromBase64(text));
        if (value instanceof String text && content.form() == Form.MULTIPART) return withType(bodies, content, text.getBytes(StandardCharsets.UTF_8));
        return withType(bodies, content, value);
    }

    private static Map<String, Object> withType(List<ContentSpec> bodies, ContentSpec content, Object body) {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("body", body);
        if (bodies.size() > 1) read.put("contentType", content.mediaType());
        return read;
    }

    private static Object readContent(ContentSpec content, Raw raw) {
        Form form = content.form();
        if (form == Form.BINARY || form == Form.MULTIPART) {
            byte[] bytes = raw.isBase64() ? sentBytes(raw.content(), "body") : raw.content().getBytes(StandardCharsets.UTF_8);
            return form == Form.MULTIPART && content.shape() != null ? Multipart.read(bytes, raw.contentType(), content.shape()) : bytes;
        }
        String text = raw.isBase64() ? textOf(sentBytes(raw.content(), "body")) : raw.content();
        if (form == Form.TEXT) return text;
        if (form == Form.FORM) return Forms.read(text, content.shape());
        try {
            return Json.read(text);
        } catch (Json.Broken broken) {
            if (broken.isDeep()) throw invalid(List.of(new Violation("body", "", "must not be nested deeper than 100 levels")));
            throw new Rejection(400, "invalid-json", "The body is not JSON.");
        }
    }

    /** A text of UTF-8, without the mark that says so. */
    static String textOf(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** What is answered to a request that does not fit the contract. */
    static Rejection invalid(List<Violation> violations) {
        return new Rejection(400, "invalid-request", "The request does not fit the contract.", violations);
    }

    /** Bytes of what is called base64: a body of an event, or a part of one. Throws the response for a text that is none. */
    static byte[] sentBytes(String text, String what) {
        try {
            return decoded(text);
        } catch (IllegalArgumentException error) {
            throw new Rejection(400, "invalid-base64", "The " + what + " is not base64.");
        }
    }

    /** Bytes of a base64 text; of one that is none, the bytes of the text itself. */
    static byte[] fromBase64(String text) {
        try {
            return decoded(text);
        } catch (IllegalArgumentException error) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static byte[] decoded(String text) {
        return Base64.getDecoder().decode(text.replaceAll("[\t\n\f\r ]", ""));
    }
}
