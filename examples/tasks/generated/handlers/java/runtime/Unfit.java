package generated.handlers.java.runtime;

/** A value that is not what its type wants. Checks let hardly any through: numbers beyond 64 bits, and alternatives that are tried. */
public final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String pointer;

    /** {@code message} says what the value must be. */
    public Unfit(String message) {
        this("", message);
    }

    private Unfit(String pointer, String message) {
        super(message, null, false, false);
        this.pointer = pointer;
    }

    /** The JSON pointer of the value, below the one that was read. */
    public String pointer() {
        return pointer;
    }

    /** The same of a member or an item. */
    Unfit below(String name) {
        return new Unfit("/" + name.replace("~", "~0").replace("/", "~1") + pointer, getMessage());
    }
}
