package apigen;

import java.lang.reflect.Array;
import java.util.Map;

/** Writes values as JSON text: maps, collections, arrays, and objects by their getters. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    static String write(Object value) throws ReflectiveOperationException {
        JsonWriter writer = new JsonWriter();
        writer.value(value);
        return writer.out.toString();
    }

    private void value(Object value) throws ReflectiveOperationException {
        if (value == null) out.append("null");
        else if (value instanceof Boolean) out.append(value);
        else if (value instanceof Number) number((Number) value);
        else if (value instanceof CharSequence || value instanceof Character) string(value.toString());
        else if (value instanceof Enum) string(((Enum<?>) value).name());
        else if (value instanceof Map) object((Map<?, ?>) value);
        else if (value instanceof Iterable) items((Iterable<?>) value);
        else if (value.getClass().isArray()) array(value);
        else if (value.getClass().getName().startsWith("java.")) string(value.toString());
        else object(Bean.read(value));
    }

    private void number(Number number) {
        double value = number.doubleValue();
        // What JSON has no word for is text, as Jackson writes it.
        if (Double.isNaN(value) || (Double.isInfinite(value) && (number instanceof Double || number instanceof Float))) string(number.toString());
        else out.append(number);
    }

    private void object(Map<?, ?> members) throws ReflectiveOperationException {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            out.append(separator);
            string(String.valueOf(member.getKey()));
            out.append(':');
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
    }

    private void items(Iterable<?> items) throws ReflectiveOperationException {
        out.append('[');
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            value(item);
            separator = ",";
        }
        out.append(']');
    }

    private void array(Object array) throws ReflectiveOperationException {
        if (array instanceof byte[]) {
            string(java.util.Base64.getEncoder().encodeToString((byte[]) array));
            return;
        }
        java.util.List<Object> items = new java.util.ArrayList<>();
        for (int index = 0; index < Array.getLength(array); index++) items.add(Array.get(array, index));
        items(items);
    }

    private void string(String text) {
        out.append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c == '\n') out.append("\\n");
            else if (c == '\r') out.append("\\r");
            else if (c == '\t') out.append("\\t");
            else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        out.append('"');
    }
}
