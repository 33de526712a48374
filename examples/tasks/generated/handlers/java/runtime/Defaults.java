package generated.handlers.java.runtime;

import generated.handlers.java.validation.Violation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Values of parameters that a request leaves out. */
public final class Defaults {
    private Defaults() {}

    /**
     * A check that gives parameters that are missing the values that the document has for them, once nothing is wrong with the others.
     *
     * @param defaults an object of JSON: the values by name, by place
     */
    public static Function<Map<String, Object>, List<Violation>> after(Function<Map<String, Object>, List<Violation>> check, String defaults) {
        Map<String, Object> places = Plain.members(Json.read(defaults));
        return request -> {
            List<Violation> violations = check.apply(request);
            if (violations.isEmpty()) places.forEach((place, values) -> Plain.members(values).forEach(Plain.members(request.get(place))::putIfAbsent));
            return violations;
        };
    }
}
