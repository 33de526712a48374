package generated.handlers.java.runtime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The parameters of one header: {@code ; name="a"; filename=b}. Each letter is looked at once, whatever is sent. */
final class HeaderParameters {
    private static final String TOKEN_SIGNS = "_!#$%&'*+.^`|~-";

    private final String header;
    private int at;

    private HeaderParameters(String header, int at) {
        this.header = header;
        this.at = at;
    }

    /** The parameters by their names in lower case, the first of each; null where they cannot be read to the end. */
    static Map<String, String> of(String header) {
        int start = header.indexOf(';');
        return start < 0 ? Map.of() : new HeaderParameters(header, start).read();
    }

    /** Whether a text is a token, as names of headers and parameters are. */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeaderParameters::isTokenChar);
    }

    private Map<String, String> read() {
        Map<String, String> found = new LinkedHashMap<>();
        while (at < header.length()) {
            if (header.charAt(at) != ';') return null;
            at++;
            skipBlanks();
            String name = token();
            if (name.isEmpty()) continue;
            if (at == header.length() || header.charAt(at) != '=') return null;
            at++;
            String value = at < header.length() && header.charAt(at) == '"' ? quoted() : plain();
            if (value == null) return null;
            found.putIfAbsent(name.toLowerCase(Locale.ROOT), value);
            skipBlanks();
        }
        return found;
    }

    private String token() {
        int start = at;
        while (at < header.length() && isTokenChar(header.charAt(at))) at++;
        return header.substring(start, at);
    }

    private String plain() {
        int start = at;
        while (at < header.length() && isPlain(header.charAt(at))) at++;
        return header.substring(start, at);
    }

    /** Browsers write a quotation mark as {@code %22}, others behind a backslash; line breaks in their spelling stay texts. Null without an end. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < header.length(); at++) {
            char unit = header.charAt(at);
            if (unit == '"') {
                at++;
                return value.toString().replace("%22", "\"");
            }
            if (unit == '\\' && ++at < header.length()) {
                if (header.charAt(at) != '"' && header.charAt(at) != '\\') value.append('\\');
                unit = header.charAt(at);
            }
            value.append(unit);
        }
        return null;
    }

    private void skipBlanks() {
        while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) at++;
    }

    private static boolean isPlain(char unit) {
        return unit != ';' && unit != '"' && !Character.isWhitespace(unit) && !Character.isSpaceChar(unit);
    }

    private static boolean isTokenChar(int unit) {
        boolean isLetter = unit >= 'a' && unit <= 'z' || unit >= 'A' && unit <= 'Z';
        return isLetter || unit >= '0' && unit <= '9' || TOKEN_SIGNS.indexOf(unit) >= 0;
    }
}
