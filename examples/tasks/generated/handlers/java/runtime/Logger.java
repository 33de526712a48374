package generated.handlers.java.runtime;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A logger whose lines of JSON name the operation, the request, the stage and whether the function has just started. */
public final class Logger {
    private final PrintStream out;
    private final Context context;

    Logger(PrintStream out, Context context) {
        this.out = out;
        this.context = context;
    }

    /** Says what only helps to find a fault. */
    public void debug(String message, Map<String, ?> more) {
        log("debug", message, more);
    }

    /** Says what happened. */
    public void info(String message, Map<String, ?> more) {
        log("info", message, more);
    }

    /** Says what happened. */
    public void info(String message) {
        log("info", message, Map.of());
    }

    /** Says what may be wrong. */
    public void warn(String message, Map<String, ?> more) {
        log("warn", message, more);
    }

    /** Says what went wrong. */
    public void error(String message, Map<String, ?> more) {
        log("error", message, more);
    }

    /** Says what went wrong, and where. */
    public void error(String message, Throwable error) {
        log("error", message, Map.of("error", described(error)));
    }

    private void log(String level, String message, Map<String, ?> more) {
        Members known = new Members()
            .put("level", level)
            .put("message", message)
            .put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
            .put("operation", context.operation())
            .put("requestId", context.requestId())
            .put("stage", context.stage())
            .put("coldStart", context.coldStart());
        String line;
        try {
            Members all = new Members().others(known.map());
            more.forEach((name, value) -> all.put(name, value instanceof Throwable error ? described(error) : value));
            line = Json.write(all.map());
        } catch (RuntimeException error) {
            // What JSON cannot hold costs a line its details, never the request.
            line = Json.write(known.put("unwritten", String.valueOf(error.getMessage())).map());
        }
        out.println(line);
    }

    static Map<String, Object> described(Throwable error) {
        StringWriter stack = new StringWriter();
        error.printStackTrace(new PrintWriter(stack));
        return new Members().put("name", error.getClass().getName()).put("message", error.getMessage()).put("stack", stack.toString()).map();
    }
}
