package generated.handlers.java.runtime;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * A part of a multipart body that is a file. What its sender says of it, nobody checked.
 *
 * @param bytes what it holds; the array is not copied
 * @param fileName without folders; null where it has none
 * @param contentType null where it has none
 */
public record FilePart(byte[] bytes, String fileName, String contentType) implements JsonValue {
    public FilePart {
        Objects.requireNonNull(bytes, "bytes");
    }

    /** Reads what was split off a body already. */
    public static FilePart read(Object value, Reading in) {
        if (value instanceof FilePart file) return file;
        throw new Unfit("must be a file");
    }

    @Override
    public Map<String, Object> json() {
        return new Members().put("bytes", bytes).optional("fileName", fileName).optional("contentType", contentType).map();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FilePart file && Arrays.equals(bytes, file.bytes) && Objects.equals(fileName, file.fileName)
            && Objects.equals(contentType, file.contentType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(bytes), fileName, contentType);
    }

    /** Without the bytes, which no log should hold. */
    @Override
    public String toString() {
        return "FilePart[" + bytes.length + " bytes, fileName=" + fileName + ", contentType=" + contentType + "]";
    }
}
