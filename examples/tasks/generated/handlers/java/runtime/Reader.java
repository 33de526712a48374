package generated.handlers.java.runtime;

/** Makes a typed value of one that JSON has. */
@FunctionalInterface
public interface Reader<T> {
    /** The typed value. Throws {@link Unfit} for a value of another kind. */
    T read(Object value, Reading in);
}
