package generated.handlers.java.runtime;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes log lines of JSON, each with what it belongs to. */
public final class Logger {
    private final PrintStream out;
    private final Map<String, Object> always;

    Logger(PrintStream out, Map<String, Object> always) {
        this.out = out;
        this.always = always;
    }

    /** Something to know. */
    public void info(String message, Map<String, ?> more) {
        log("info", message, more);
    }

    /** Something to know. */
    public void info(String message) {
        log("info", message, Map.of());
    }

    /** Something to look at. */
    public void warn(String message, Map<String, ?> more) {
        log("warn", message, more);
    }

    /** Something that went wrong. */
    public void error(String message, Map<String, ?> more) {
        log("error", message, more);
    }

    void log(String level, String message, Map<String, ?> more) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", level);
        line.put("message", message);
        line.putAll(always);
        line.putAll(more);
        out.println(Json.write(line));
    }
}
