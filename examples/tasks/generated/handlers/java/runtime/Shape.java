package generated.handlers.java.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a text is read as. */
public sealed interface Shape {
    /** What one text holds; {@code BYTES} and {@code BASE64} are parts of a multipart body that are files. */
    enum Scalar implements Shape { STRING, NUMBER, BOOLEAN, JSON, BYTES, BASE64 }

    /** One shape for all items. */
    record Items(Shape of) implements Shape {}

    /** A shape for each field, and one for all others; null where nothing is said of others: they are texts. */
    record Fields(Map<String, Shape> fields, Shape other) implements Shape {
        /** Fields without a word of others. */
        public Fields(Map<String, Shape> fields) {
            this(fields, null);
        }

        boolean isDeclared(String name) {
            return other != null || fields.containsKey(name);
        }

        Shape field(String name) {
            return fields.getOrDefault(name, other == null ? Scalar.STRING : other);
        }
    }

    /** A name and a text. */
    record Pair(String name, String value) {}

    /** A text as what it should be; one that is not stays a text, for the checks to say so. */
    static Object convert(String value, Shape shape) {
        if (shape == Scalar.NUMBER) return isNumber(value) ? number(value) : value;
        if (shape == Scalar.BOOLEAN) return value.equals("true") ? Boolean.TRUE : value.equals("false") ? Boolean.FALSE : value;
        if (shape != Scalar.JSON) return value;
        try {
            return Json.read(value);
        } catch (Json.Broken broken) {
            return value;
        }
    }

    /** Texts, each as an item. */
    static List<Object> convertList(List<String> values, Shape shape) {
        List<Object> items = new ArrayList<>();
        for (String value : values) items.add(convert(value, shape));
        return items;
    }

    /** Pairs of names and texts, each as its field. */
    static Map<String, Object> convertFields(List<Pair> pairs, Fields shape) {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            Shape field = shape.field(pair.name());
            if (!(field instanceof Items items)) {
                found.put(pair.name(), convert(pair.value(), field));
                continue;
            }
            List<Object> read = convertList(List.of(pair.value()), items.of());
            List<Object> known = Plain.items(found.get(pair.name()));
            if (known != null) known.addAll(read);
            else found.put(pair.name(), read);
        }
        return found;
    }

    /** {@code -?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?} of ASCII; no expression, because texts come from anybody. */
    private static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int end = digits(text, at);
        if (end == at || (text.charAt(at) == '0' && end > at + 1)) return false;
        if (end < text.length() && text.charAt(end) == '.') {
            int fraction = digits(text, end + 1);
            if (fraction == end + 1) return false;
            end = fraction;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
            int exponent = digits(text, end + 1 + sign);
            if (exponent == end + 1 + sign) return false;
            end = exponent;
        }
        return end == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at;
    }

    private static Number number(String text) {
        boolean isInteger = text.chars().allMatch(unit -> unit == '-' || (unit >= '0' && unit <= '9'));
        return isInteger ? Json.integer(text) : Json.whole(text);
    }
}
