package generated.handlers.java.runtime;

import java.util.Map;

/** What somebody sent who knows the function's name: {@code {"metadata": …, "data": …}}. */
public record DirectCall<Data>(Map<String, Object> metadata, Data data, Object event) {}
