package generated.handlers.java.runtime;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

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

    /** The declared media type that a type of a request or response means: the very same, one without parameters, then a range; null for none. */
    public static ContentSpec choose(List<ContentSpec> contents, String contentType) {
        String wanted = bare(contentType);
        if (wanted.isEmpty()) return contents.isEmpty() ? null : contents.get(0);
        String whole = contentType.strip().toLowerCase(Locale.ROOT);
        ContentSpec same = first(contents, one -> one.mediaType().toLowerCase(Locale.ROOT).equals(whole));
        if (same != null) return same;
        ContentSpec alike = first(contents, one -> bare(one.mediaType()).equals(wanted));
        return alike != null ? alike : first(contents, one -> matches(bare(one.mediaType()), wanted));
    }

    private static ContentSpec first(List<ContentSpec> contents, Predicate<ContentSpec> test) {
        return contents.stream().filter(test).findFirst().orElse(null);
    }

    private static String bare(String mediaType) {
        return mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static boolean matches(String declared, String given) {
        return declared.equals("*/*") || (declared.endsWith("/*") && given.startsWith(declared.substring(0, declared.length() - 1)));
    }
}
