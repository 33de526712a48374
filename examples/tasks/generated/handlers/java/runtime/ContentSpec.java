package generated.handlers.java.runtime;

/**
 * A declared media type and how its text is read and written.
 *
 * @param shape of the fields of a form or the parts of a multipart body, which is given as bytes without one; null elsewhere
 */
public record ContentSpec(String mediaType, Form form, Shape.Fields shape) {
    /** What a body is. */
    public enum Form { JSON, FORM, MULTIPART, TEXT, BINARY }

    /** A media type without fields. */
    public ContentSpec(String mediaType, Form form) {
        this(mediaType, form, null);
    }
}
