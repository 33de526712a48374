package generated.handlers.java.runtime;

/** A response of an operation. */
public interface Answer {
    /** The response as data. */
    Reply reply();
}
