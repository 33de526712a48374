package generated.handlers.java.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as every language of the generated handlers reads and writes it: maps, lists, texts, {@link Long}, {@link BigInteger}, {@link Double},
 * booleans and null. The only file that knows Jackson.
 */
public final class Json {
    private static final int MAX_DEPTH = 1000;
    private static final int MOST_DIGITS = 400;
    private static final double SAFE = 0x1p53;

    // Names come from callers: none is kept.
    private static final JsonFactory FACTORY = JsonFactory.builder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxNumberLength(20_000_000).build())
        .build();

    private Json() {}

    /** Why a text is not read. */
    public static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final boolean deep;

        private Broken(String message, boolean deep) {
            super(message, null, false, false);
            this.deep = deep;
        }

        /** Whether it is nested too deeply, and may be JSON otherwise. */
        public boolean isDeep() {
            return deep;
        }
    }

    /** The value of a JSON text; {@code 1.0} is the whole number 1. Throws {@link Broken} for every other text. */
    public static Object read(String text) {
        // Jackson skips a byte order mark, which JSON does not have.
        if (text.startsWith("\uFEFF")) throw new Broken("a byte order mark is not JSON", false);
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) throw new Broken("an empty text is not JSON", false);
            Object value = valueOf(parser, first);
            if (parser.nextToken() != null) throw new Broken("more than one value is not JSON", false);
            return value;
        } catch (StreamConstraintsException error) {
            throw new Broken("nested too deeply", true);
        } catch (JsonProcessingException error) {
            throw new Broken(error.getOriginalMessage(), false);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** The value of a JSON text in several parts: a constant of Java holds 65,535 bytes. */
    public static Object read(String... parts) {
        return read(String.join("", parts));
    }

    /** The list of a JSON text in several parts. */
    public static List<Object> list(String... parts) {
        return Plain.items(read(String.join("", parts)));
    }

    private static Object valueOf(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> objectOf(parser);
            case START_ARRAY -> listOf(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser.getText());
            case VALUE_NUMBER_FLOAT -> whole(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new Broken(token + " is not JSON", false);
        };
    }

    private static Map<String, Object> objectOf(JsonParser parser) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            members.put(name, valueOf(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<Object> listOf(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) items.add(valueOf(parser, token));
        return items;
    }

    /** The number of a text of digits; thousands of them are merely imprecise. */
    static Number integer(String text) {
        if (text.length() > MOST_DIGITS) return whole(text);
        if (text.length() < 19) return Long.parseLong(text);
        BigInteger value = new BigInteger(text);
        return value.bitLength() < 64 ? (Number) value.longValue() : value;
    }

    /** The number of a text with a point or an exponent: a whole one is a {@link Long}, as JSON Schema sees it. */
    static Number whole(String text) {
        double value = Double.parseDouble(text);
        return value == Math.rint(value) && Math.abs(value) <= SAFE ? (Number) (long) value : value;
    }

    /** The JSON text of a value; numbers that JSON does not have are null, halves of surrogate pairs are escaped. */
    public static String write(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator, value, 0);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return withoutHalves(text.toString());
    }

    private static void write(JsonGenerator to, Object value, int depth) throws IOException {
        if (depth > MAX_DEPTH) throw new IllegalArgumentException("A value that is nested deeper than " + MAX_DEPTH + " levels cannot be written; does it hold itself?");
        if (value == null) to.writeNull();
        else if (value instanceof JsonValue one) write(to, one.json(), depth + 1);
        else if (value instanceof String text) to.writeString(text);
        else if (value instanceof Boolean flag) to.writeBoolean(flag);
        else if (value instanceof Number number) writeNumber(to, number);
        else if (value instanceof byte[] bytes) to.writeString(Base64.getEncoder().encodeToString(bytes));
        else if (value instanceof Map<?, ?> members) {
            to.writeStartObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                to.writeFieldName(String.valueOf(member.getKey()));
                write(to, member.getValue(), depth + 1);
            }
            to.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            to.writeStartArray();
            for (Object item : items) write(to, item, depth + 1);
            to.writeEndArray();
        } else throw new IllegalArgumentException("JSON has no form for a " + value.getClass().getName() + ".");
    }

    private static void writeNumber(JsonGenerator to, Number number) throws IOException {
        if (number instanceof BigDecimal decimal) to.writeNumber(decimal);
        else if (number instanceof BigInteger integer) to.writeNumber(integer);
        else if (number instanceof Double || number instanceof Float) {
            double value = number.doubleValue();
            if (!Double.isFinite(value)) to.writeNull();
            else if (value == Math.rint(value) && Math.abs(value) <= SAFE) to.writeNumber((long) value);
            else to.writeNumber(value);
        } else to.writeNumber(number.longValue());
    }

    /** UTF-8 has no form for half of a surrogate pair. */
    private static String withoutHalves(String text) {
        StringBuilder safe = null;
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            boolean pair = Character.isHighSurrogate(unit) && at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
            boolean half = !pair && Character.isSurrogate(unit);
            if (half && safe == null) safe = new StringBuilder(text.substring(0, at));
            if (safe != null) {
                if (half) safe.append("\\u").append(Integer.toHexString(unit));
                else safe.append(unit);
                if (pair) safe.append(text.charAt(at + 1));
            }
            if (pair) at++;
        }
        return safe == null ? text : safe.toString();
    }
}
