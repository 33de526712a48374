package generated.handlers.java.validation;

/** Checks a value that stands at a JSON pointer. */
@FunctionalInterface
public interface Check {
    /** Notes in {@code run} what is wrong with a value. */
    void check(Object value, String at, Run run);
}
