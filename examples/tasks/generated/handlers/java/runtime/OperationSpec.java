package generated.handlers.java.runtime;

import generated.handlers.java.validation.Violation;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The contract of an operation as data.
 *
 * @param responses media types by declared status: {@code 200}, {@code 4XX}, {@code default}
 * @param headers what every answer has unless the code gives it: headers of CORS that the path's preflight promises
 * @param errors how errors are written that the code does not answer itself, by status or {@code default}; else as RFC 9457 has it
 * @param success the status that a custom integration answers unless it is told of an error
 * @param check what is wrong with a request
 */
public record OperationSpec(
    String id,
    String method,
    String path,
    List<ParameterSpec> parameters,
    List<ContentSpec> bodies,
    Map<String, List<ContentSpec>> responses,
    Map<String, String> headers,
    Map<String, ErrorBody> errors,
    int success,
    Function<Map<String, Object>, List<Violation>> check
) {
    /** What is known of an operation whose event is made by templates of an author's own. */
    public static OperationSpec templated(String id, String method, String path) {
        return new OperationSpec(id, method, path, List.of(), List.of(), Map.of(), Map.of(), Map.of(), 200, request -> List.of());
    }

    /** Where a status is declared: by itself, in its range, or as the default; null where it is not. */
    public String declaredStatus(int status) {
        return Stream.of(String.valueOf(status), status / 100 + "XX", "default").filter(responses::containsKey).findFirst().orElse(null);
    }

    /** The media types that are declared for a status. */
    List<ContentSpec> contentsOf(int status) {
        String declared = declaredStatus(status);
        return declared == null ? List.of() : responses.get(declared);
    }
}
