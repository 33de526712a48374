package generated.handlers.java.runtime;

import generated.handlers.java.runtime.Shape.Fields;
import generated.handlers.java.runtime.Shape.Items;
import generated.handlers.java.runtime.Shape.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bodies of {@code multipart/form-data} (RFC 7578, RFC 2046 section 5.1), in parts. Loaded where such a body is read, and nowhere else. */
final class Multipart {
    /** As many as a body may have: as in Go's {@code mime/multipart}, and far more than any form. */
    private static final int MOST_PARTS = 1000;
    /** Bytes of a line of headers: as many as Node takes in all headers of a request. */
    private static final int LONGEST_LINE = 16_384;

    private final byte[] body;
    private final byte[] delimiter;

    private Multipart(byte[] body, String boundary) {
        this.body = body;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * One part of a body.
     *
     * @param fileName without folders; null where it has none
     * @param contentType null where it has none
     */
    record Part(String name, byte[] content, String fileName, String contentType) {}

    /** A delimiter: where its line break begins, where the line after it does, and whether it ends the body. */
    private record Delimiter(int at, int end, boolean isLast) {}

    /** Parts by their names, each as declared: a list holds all of a name, of others the last counts. Throws the response for a body that cannot be read. */
    static Map<String, Object> read(byte[] body, String contentType, Fields shape) {
        Map<String, Object> found = new LinkedHashMap<>();
        Map<String, List<Object>> lists = new HashMap<>();
        for (Part part : split(body, contentType)) {
            Shape field = shape.isDeclared(part.name()) ? shape.field(part.name()) : undeclared(part);
            if (field instanceof Items items) {
                List<Object> list = lists.computeIfAbsent(part.name(), name -> new ArrayList<>());
                list.add(value(part, items.of()));
                found.put(part.name(), list);
            } else found.put(part.name(), value(part, field));
        }
        return found;
    }

    /** What is not declared is a text, unless it says that it is a file. */
    private static Shape undeclared(Part part) {
        return part.fileName() == null ? Scalar.STRING : Scalar.BYTES;
    }

    private static Object value(Part part, Shape shape) {
        if (shape == Scalar.BYTES) return new FilePart(part.content(), part.fileName(), part.contentType());
        String text = Bodies.textOf(part.content());
        return shape == Scalar.BASE64 ? new FilePart(Bodies.sentBytes(text, "part"), part.fileName(), part.contentType()) : Shape.convert(text, shape);
    }

    /**
     * The parts in their order. Throws the response for a body that is none: without a boundary, without its end, with a part that has no name, or with
     * too many. Every byte is looked at a bounded number of times.
     */
    static List<Part> split(byte[] body, String contentType) {
        Map<String, String> parameters = HeaderParameters.of(contentType);
        String boundary = parameters == null ? "" : parameters.getOrDefault("boundary", "");
        if (boundary.isEmpty() || boundary.length() > 70) throw refusal("names no boundary");
        return new Multipart(body, boundary).parts();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        // The first one needs no line before it.
        Delimiter first = delimiterAt(-2);
        Delimiter found = first == null ? nextDelimiter(0) : first;
        while (found != null && !found.isLast()) {
            Delimiter next = nextDelimiter(found.end() - 2);
            if (next == null) break;
            if (parts.size() == MOST_PARTS) throw refusal("has more than " + MOST_PARTS + " parts");
            parts.add(part(found.end(), next.at()));
            found = next;
        }
        if (found == null || !found.isLast()) throw refusal("has no end");
        return parts;
    }

    private Delimiter nextDelimiter(int from) {
        for (int at = indexOfReturn(from); at >= 0; at = indexOfReturn(at + 1)) {
            Delimiter found = delimiterAt(at);
            if (found != null) return found;
        }
        return null;
    }

    private int indexOfReturn(int from) {
        for (int at = from; at < body.length; at++) if (body[at] == '\r') return at;
        return -1;
    }

    /** The delimiter whose line break stands at a place; the one before the body is at -2. */
    private Delimiter delimiterAt(int at) {
        int skipped = Math.max(0, -at);
        int end = at + delimiter.length;
        if (end > body.length || !Arrays.equals(body, at + skipped, end, delimiter, skipped, delimiter.length)) return null;
        if (byteAt(end) == '-' && byteAt(end + 1) == '-') return new Delimiter(at, end, true);
        // RFC 2046 lets blanks stand behind it.
        while (byteAt(end) == ' ' || byteAt(end) == '\t') end++;
        return byteAt(end) == '\r' && byteAt(end + 1) == '\n' ? new Delimiter(at, end + 2, false) : null;
    }

    private int byteAt(int at) {
        return at < body.length ? body[at] : -1;
    }

    /** A part between two delimiters: headers, an empty line, and what it holds. */
    private Part part(int start, int end) {
        Map<String, String> headers = new HashMap<>();
        int at = start;
        for (int line = lineEnd(at, end); line != at; line = lineEnd(at, end)) {
            String text = new String(body, at, line - at, StandardCharsets.UTF_8);
            String name = text.substring(0, Math.max(text.indexOf(':'), 0));
            // Header names are tokens; a line that only goes on from the one before has none.
            if (!HeaderParameters.isToken(name) || hasControl(text)) throw refusal("has a part with a header that cannot be read");
            headers.put(name.toLowerCase(Locale.ROOT), text.substring(name.length() + 1).strip());
            at = line + 2;
        }
        String disposition = headers.getOrDefault("content-disposition", "");
        Map<String, String> parameters = isFormData(disposition) ? HeaderParameters.of(disposition) : null;
        if (parameters == null || !parameters.containsKey("name")) throw refusal("has a part without a name");
        // RFC 7578 section 4.7 gave up encodings; what is in one would be taken for something else.
        String encoding = headers.getOrDefault("content-transfer-encoding", "").toLowerCase(Locale.ROOT);
        if (!List.of("", "7bit", "8bit", "binary").contains(encoding)) throw refusal("has a part in a transfer encoding");
        // Where nothing follows, the break of the empty line is that of the delimiter.
        return new Part(parameters.get("name"), Arrays.copyOfRange(body, Math.min(at + 2, end), end), withoutFolders(parameters.get("filename")), headers.get("content-type"));
    }

    private static boolean isFormData(String disposition) {
        return disposition.split(";", 2)[0].toLowerCase(Locale.ROOT).matches("form-data *");
    }

    /** RFC 7578 section 4.2: a name of a file never says in which folder. */
    private static String withoutFolders(String name) {
        return name == null ? null : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    /** Whether a line has a control other than the tabulator. */
    private static boolean hasControl(String line) {
        return line.chars().anyMatch(unit -> unit != '\t' && Character.isISOControl(unit));
    }

    /** Where a line of headers ends; the break before the next delimiter may be that of the empty line. */
    private int lineEnd(int from, int end) {
        int at = indexOfReturn(from);
        if (at < 0 || at > end || byteAt(at + 1) != '\n') throw refusal("has a part without an end of its headers");
        if (at - from > LONGEST_LINE) throw refusal("has a part with a header that is too long");
        return at;
    }

    private static Rejection refusal(String what) {
        return new Rejection(400, "invalid-multipart", "The multipart body " + what + ".");
    }
}
