package generated.handlers.java.runtime;

/**
 * A message of a topic.
 *
 * @param subject null where it has none
 * @param body read from JSON, or the text itself where it is none
 */
public record SnsMessage<Body>(String id, String topicArn, String subject, Body body, String time, Object record) {}
