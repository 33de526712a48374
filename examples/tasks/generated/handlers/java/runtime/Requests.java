package generated.handlers.java.runtime;

import generated.handlers.java.validation.Violation;
import java.util.List;
import java.util.Map;

/** Requests on their way to types. */
final class Requests {
    private Requests() {}

    /** A request that was checked, as its type. What checks let through and types cannot hold is answered like any other violation. */
    static <T> T typed(Map<String, Object> request, Reader<T> reader) {
        try {
            return Reading.read(request, reader);
        } catch (Unfit unfit) {
            String[] parts = unfit.pointer().split("/", 3);
            String part = parts.length > 1 ? parts[1] : "body";
            String place = switch (part) {
                case "headers" -> "header";
                case "cookies" -> "cookie";
                default -> part;
            };
            throw Bodies.invalid(List.of(new Violation(place, parts.length > 2 ? "/" + parts[2] : "", unfit.getMessage())));
        }
    }
}
