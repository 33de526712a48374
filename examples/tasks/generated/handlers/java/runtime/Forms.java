package generated.handlers.java.runtime;

import generated.handlers.java.runtime.Shape.Fields;
import generated.handlers.java.runtime.Shape.Items;
import generated.handlers.java.runtime.Shape.Pair;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts of url-encoded names and values: queries and forms. */
final class Forms {
    private Forms() {}

    /** The fields of a form, each as declared. */
    static Map<String, Object> read(String text, Fields shape) {
        return Shape.convertFields(pairs(text), shape == null ? new Fields(Map.of()) : shape);
    }

    /** The names and values of a url-encoded text, in order. */
    static List<Pair> pairs(String text) {
        List<Pair> pairs = new ArrayList<>();
        String plain = text.startsWith("?") ? text.substring(1) : text;
        for (String part : plain.split("&", -1)) {
            if (part.isEmpty()) continue;
            int at = part.indexOf('=');
            pairs.add(new Pair(decode(at < 0 ? part : part.substring(0, at)), at < 0 ? "" : decode(part.substring(at + 1))));
        }
        return pairs;
    }

    /** The fields of a form that arrives as an object of texts, or lists of texts where a field came several times. */
    static Map<String, Object> readFields(Object value, Fields shape) {
        Fields fields = shape == null ? new Fields(Map.of()) : shape;
        Map<String, Object> found = new LinkedHashMap<>();
        Plain.members(value).forEach((name, field) -> {
            List<Object> several = Plain.items(field);
            List<String> texts = (several == null ? Collections.singletonList(field) : several).stream().map(Plain::textOf).toList();
            Shape one = fields.field(name);
            if (one instanceof Items items) found.put(name, Shape.convertList(texts, items.of()));
            else found.put(name, Shape.convert(texts.isEmpty() ? "undefined" : texts.get(texts.size() - 1), one));
        });
        return found;
    }

    /** The url-encoded text of the members of an object. */
    static String write(Map<String, Object> fields) {
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> {
            List<Object> several = Plain.items(value);
            for (Object item : several == null ? Collections.singletonList(value) : several) parts.add(encode(name) + "=" + encode(Plain.textOf(item)));
        });
        return String.join("&", parts);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** As browsers do: `+` is a blank, a percent sign that begins nothing stays, bytes that are no text become U+FFFD. */
    private static String decode(String text) {
        if (text.indexOf('%') < 0) return text.replace('+', ' ');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] given = text.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < given.length; at++) {
            int high = given[at] == '%' && at + 2 < given.length ? Character.digit(given[at + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(given[at + 2], 16);
            if (low >= 0) at += 2;
            bytes.write(low >= 0 ? high << 4 | low : given[at]);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
