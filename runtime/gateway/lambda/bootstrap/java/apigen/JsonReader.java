package apigen;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text into maps, lists, strings, numbers, booleans and null. */
final class JsonReader {
    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.skip();
        if (reader.at < text.length()) throw reader.unexpected();
        return value;
    }

    private IllegalArgumentException unexpected() {
        String what = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        return new IllegalArgumentException("Unexpected " + what + " at position " + at + " of the JSON text");
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private char peek() {
        skip();
        if (at >= text.length()) throw unexpected();
        return text.charAt(at);
    }

    private boolean take(char wanted) {
        if (peek() != wanted) return false;
        at++;
        return true;
    }

    private void expect(char wanted) {
        if (!take(wanted)) throw unexpected();
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return object();
            case '[':
                return array();
            case '"':
                return string();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            default:
                return number();
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) throw unexpected();
        at += word.length();
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (take('}')) return members;
        do {
            if (peek() != '"') throw unexpected();
            String name = string();
            expect(':');
            members.put(name, value());
        } while (take(','));
        expect('}');
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        expect('[');
        if (take(']')) return items;
        do items.add(value());
        while (take(','));
        expect(']');
        return items;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        String number = text.substring(start, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            at = start;
            throw unexpected();
        }
        if (!number.matches("-?[0-9]+")) return new BigDecimal(number).doubleValue();
        BigInteger whole = new BigInteger(number);
        if (whole.bitLength() < 32) return whole.intValue();
        return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        for (at++; ; at++) {
            if (at >= text.length()) throw unexpected();
            char c = text.charAt(at);
            if (c == '"') break;
            out.append(c == '\\' ? escape() : c);
        }
        at++;
        return out.toString();
    }

    private char escape() {
        at++;
        if (at >= text.length()) throw unexpected();
        int known = "\"\\/bfnrt".indexOf(text.charAt(at));
        if (known >= 0) return "\"\\/\b\f\n\r\t".charAt(known);
        if (text.charAt(at) != 'u' || at + 5 > text.length()) throw unexpected();
        at += 4;
        return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
    }
}
