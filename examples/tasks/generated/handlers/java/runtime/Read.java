package generated.handlers.java.runtime;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Readers of the types that JSON has itself. */
public final class Read {
    private Read() {}

    /** Any value, as JSON has it. */
    public static Object any(Object value, Reading in) {
        return value;
    }

    /** A text. */
    public static String text(Object value, Reading in) {
        if (value instanceof String text) return text;
        throw new Unfit("must be a string");
    }

    /** A whole number of 64 bits. */
    public static Long whole(Object value, Reading in) {
        if (value instanceof Long number) return number;
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p63) return number.longValue();
        throw new Unfit(value instanceof Number ? "must be an integer of at most 64 bits" : "must be an integer");
    }

    /** A whole number of any length. */
    public static BigInteger integer(Object value, Reading in) {
        if (value instanceof BigInteger number) return number;
        return BigInteger.valueOf(whole(value, in));
    }

    /** A number. */
    public static Double number(Object value, Reading in) {
        if (value instanceof Number number) return number.doubleValue();
        throw new Unfit("must be a number");
    }

    /** True or false. */
    public static Boolean flag(Object value, Reading in) {
        if (value instanceof Boolean flag) return flag;
        throw new Unfit("must be a boolean");
    }

    /** Bytes of a body. */
    public static byte[] bytes(Object value, Reading in) {
        if (value instanceof byte[] bytes) return bytes;
        throw new Unfit("must be bytes");
    }

    /** A value that may be null. */
    public static <T> Reader<T> nullable(Reader<T> reader) {
        return (value, in) -> value == null ? null : reader.read(value, in);
    }

    /** A list of one type. */
    public static <T> Reader<List<T>> list(Reader<? extends T> reader) {
        return (value, in) -> {
            if (!(value instanceof List<?> given)) throw new Unfit("must be an array");
            List<T> items = new ArrayList<>(given.size());
            for (Object item : given) items.add(in.below(String.valueOf(items.size()), item, reader));
            return Collections.unmodifiableList(items);
        };
    }

    /** An object whose members are of one type. */
    public static <T> Reader<Map<String, T>> map(Reader<? extends T> reader) {
        return (value, in) -> {
            Map<String, T> members = new LinkedHashMap<>();
            in.object(value).forEach((name, member) -> members.put(name, in.below(name, member, reader)));
            return Collections.unmodifiableMap(members);
        };
    }
}
