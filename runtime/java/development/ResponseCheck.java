package apigen.checks;

import generated.handlers.java.validation.Check;
import java.util.List;

/**
 * What a declared response must be.
 *
 * @param headers by their names in lower case
 * @param bodies in the order of the media types
 */
public record ResponseCheck(Check headers, List<Check> bodies) {
    /** Of what may be anything, and may be missing. */
    public static final Check ANY = (value, at, run) -> {};

    /** A declared response with a check for each of its media types. */
    public static ResponseCheck of(Check headers, Check... bodies) {
        return new ResponseCheck(headers, List.of(bodies));
    }
}
