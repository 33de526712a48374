package generated.handlers.java.runtime;

/**
 * A change of an object in a bucket.
 *
 * @param name such as {@code ObjectCreated:Put}
 * @param key as it is, decoded
 * @param size bytes; null for a deletion
 * @param versionId null where the bucket keeps no versions
 */
public record S3Change(String name, String time, String bucket, String key, Long size, String versionId, Object record) {}
