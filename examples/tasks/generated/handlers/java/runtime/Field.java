package generated.handlers.java.runtime;

import java.util.NoSuchElementException;
import java.util.Objects;

/** A member that may be absent, and may be null where it is there: the document tells the two apart. */
public final class Field<T> {
    private static final Field<?> ABSENT = new Field<>(null, false);

    private final T value;
    private final boolean present;

    private Field(T value, boolean present) {
        this.value = value;
        this.present = present;
    }

    /** A member that is there; {@code value} may be null. */
    public static <T> Field<T> of(T value) {
        return new Field<>(value, true);
    }

    /** A member that is not there. */
    @SuppressWarnings("unchecked")
    public static <T> Field<T> absent() {
        return (Field<T>) ABSENT;
    }

    /** Whether the member is there. */
    public boolean isPresent() {
        return present;
    }

    /** The value, which may be null. Throws where the member is absent. */
    public T get() {
        if (!present) throw new NoSuchElementException("The member is absent.");
        return value;
    }

    /** The value, or another where the member is absent or null. */
    public T orElse(T other) {
        return value == null ? other : value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Field<?> field && present == field.present && Objects.equals(value, field.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(value, present);
    }

    @Override
    public String toString() {
        return present ? String.valueOf(value) : "absent";
    }
}
