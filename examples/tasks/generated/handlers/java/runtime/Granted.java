package generated.handlers.java.runtime;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What authorizers leave for handlers: a record whose components are texts, numbers or booleans. API Gateway hands on every one of them as text, and
 * here they become again what they were. It is a handful of values a request; elsewhere nothing is reflected upon.
 */
public final class Granted {
    private Granted() {}

    /** The record of what the authorizer left. Throws for a component that is not there, or is another kind of value. */
    public static <T extends Record> T read(Class<T> type, Context context) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            String name = components[index].getName();
            types[index] = components[index].getType();
            Object left = context.authorizer().get(name);
            if (left == null && types[index].isPrimitive()) throw new IllegalStateException("The authorizer left no `" + name + "`.");
            values[index] = left == null ? null : valueOf(name, types[index], Plain.textOf(left));
        }
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException error) {
            throw new IllegalStateException("The record " + type.getName() + " cannot be made: " + error, error);
        }
    }

    private static Object valueOf(String name, Class<?> type, String text) {
        try {
            if (type == String.class) return text;
            if (type == boolean.class || type == Boolean.class) return Boolean.valueOf(text);
            if (type == int.class || type == Integer.class) return Integer.valueOf(text);
            if (type == long.class || type == Long.class) return Long.valueOf(text);
            if (type == double.class || type == Double.class) return Double.valueOf(text);
        } catch (NumberFormatException error) {
            throw new IllegalStateException("What the authorizer left as `" + name + "` is no number.");
        }
        throw new IllegalStateException("An authorizer leaves texts, numbers and booleans; `" + name + "` is a " + type.getSimpleName() + ".");
    }

    /** The components of a record that are not null, as API Gateway takes them. */
    static Map<String, Object> write(Record given) {
        Map<String, Object> written = new LinkedHashMap<>();
        for (RecordComponent component : given.getClass().getRecordComponents()) {
            try {
                Object value = component.getAccessor().invoke(given);
                if (value != null) written.put(component.getName(), valueOf(component.getName(), component.getType(), Plain.textOf(value)));
            } catch (ReflectiveOperationException error) {
                throw new IllegalStateException("The record " + given.getClass().getName() + " cannot be read; it has to be public.", error);
            }
        }
        return written;
    }
}
