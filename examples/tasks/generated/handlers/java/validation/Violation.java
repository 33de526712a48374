package generated.handlers.java.validation;

/**
 * What is wrong with a request, and where.
 *
 * @param in {@code path}, {@code query}, {@code header}, {@code cookie} or {@code body}
 * @param pointer a JSON pointer into that part
 * @param message what must be: {@code must be an integer}
 */
public record Violation(String in, String pointer, String message) {}
