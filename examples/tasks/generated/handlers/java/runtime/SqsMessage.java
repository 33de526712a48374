package generated.handlers.java.runtime;

import java.util.Map;

/**
 * A message of a queue.
 *
 * @param body read from JSON, or the text itself where it is none
 */
public record SqsMessage<Body>(String id, Body body, Map<String, String> attributes, Object record) {}
