package generated.handlers.java.runtime;

/** A value that knows its form in JSON. */
public interface JsonValue {
    /** The value as {@link Json#write} takes it: a map of members, a list, or a single value. */
    Object json();
}
