package generated.handlers.java.runtime;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as JSON has them, read without knowing what they are. */
final class Plain {
    private Plain() {}

    /** Any value as an object to read members of; what is none has no members. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> members(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Collections.emptyMap();
    }

    /** A member of a value; null where there is none. */
    static Object member(Object value, String name) {
        return members(value).get(name);
    }

    /** A list, or null for what is no list. */
    @SuppressWarnings("unchecked")
    static List<Object> items(Object value) {
        return value instanceof List ? (List<Object>) value : null;
    }

    /** A text, or an empty one. */
    static String text(Object value) {
        return value instanceof String text ? text : "";
    }

    /** The members that are texts. */
    static Map<String, String> texts(Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        members(value).forEach((name, member) -> {
            if (member instanceof String text) texts.put(name, text);
        });
        return texts;
    }

    /** A scalar as a header or a form has it. */
    static String textOf(Object value) {
        if (value instanceof JsonValue one) return textOf(one.json());
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e21) return new BigDecimal(number).toPlainString();
        return String.valueOf(value);
    }
}
