package generated.handlers.java.runtime;

/** A declared media type and how its text is read and written; {@code shape} is that of a form's fields, null elsewhere. */
public record ContentSpec(String mediaType, Form form, Shape.Fields shape) {
    /** What a body is. */
    public enum Form { JSON, FORM, MULTIPART, TEXT, BINARY }

    /** A media type that is no form. */
    public ContentSpec(String mediaType, Form form) {
        this(mediaType, form, null);
    }
}
