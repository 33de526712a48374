package generated.handlers.java.runtime;

import generated.handlers.java.validation.Violation;
import java.util.List;

/** Something that is wrong, thrown: nothing in it was sent by a caller, save where a violation points. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String code;
    private final transient List<Violation> violations;

    Rejection(int status, String code, String message, List<Violation> violations) {
        super(message);
        this.status = status;
        this.code = code;
        this.violations = violations;
    }

    Rejection(int status, String code, String message) {
        this(status, code, message, List.of());
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    List<Violation> violations() {
        return violations;
    }
}
