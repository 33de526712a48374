package generated.handlers.java.runtime;

import java.util.List;

/** An event of a bus; of a schedule where {@code source} is {@code aws.events}. */
public record BusEvent<Detail>(String id, String source, String type, String time, List<String> resources, Detail detail, Object event) {}
