package generated.handlers.java.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a handler answers, as data.
 *
 * @param contentType the media type where several are declared, else null
 * @param headers in the handler's own spelling; a list is sent as several headers of one name
 * @param hasBody whether there is a body, which may be null
 */
public record Reply(int status, String contentType, Map<String, Object> headers, boolean hasBody, Object body) {
    /** A response of a status, with nothing else. */
    public static Reply of(int status) {
        return new Reply(status, null, Map.of(), false, null);
    }

    /** The same with a body. */
    public Reply body(Object value) {
        return new Reply(status, contentType, headers, true, value);
    }

    /** The same as a media type. */
    public Reply as(String mediaType) {
        return new Reply(status, mediaType, headers, hasBody, body);
    }

    /** The same with more headers; those that are null are left out. */
    public Reply headers(Map<String, ?> more) {
        if (more == null || more.isEmpty()) return this;
        Map<String, Object> all = new LinkedHashMap<>(headers);
        more.forEach((name, value) -> {
            if (value != null) all.put(name, value);
        });
        return new Reply(status, contentType, all, hasBody, body);
    }

    /** The status, where it is one that a response is declared for. Throws where it is another. */
    public static int status(int status, String digits, int... except) {
        boolean fits = status >= 100 && status < 600 && digits.indexOf((char) ('0' + status / 100)) >= 0;
        for (int other : except) fits = fits && other != status;
        if (!fits) throw new IllegalArgumentException("The status " + status + " is not declared for this response.");
        return status;
    }
}
