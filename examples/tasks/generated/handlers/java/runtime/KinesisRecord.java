package generated.handlers.java.runtime;

/**
 * A record of a stream.
 *
 * @param data read from JSON, or the text itself where it is none
 */
public record KinesisRecord<Data>(String sequenceNumber, String partitionKey, Data data, Object record) {}
