package generated.handlers.java.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Settings of stages: the item of a table whose key is {@code stage}. They are kept for a while; what could not be read is read again. */
public final class StageSettings {
    /**
     * What reading settings needs of a database: one call, which the project binds to its SDK. With {@code software.amazon.awssdk:dynamodb} it is
     * {@code client.getItem(…)}, of whose item the attributes are made texts.
     */
    @FunctionalInterface
    public interface GetPort {
        /** The item of a key; null where there is none. */
        Map<String, Object> get(String table, Map<String, String> key) throws Exception;
    }

    private record Kept(Map<String, Object> item, long until) {}

    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final GetPort port;
    private final String table;
    private final Duration time;
    private final LongSupplier now;

    /** Settings that are kept for five minutes. */
    public StageSettings(GetPort port, String table) {
        this(port, table, Duration.ofMinutes(5), System::nanoTime);
    }

    /** {@code now} is a clock in nanoseconds. */
    public StageSettings(GetPort port, String table, Duration time, LongSupplier now) {
        this.port = port;
        this.table = table;
        this.time = time;
        this.now = now;
    }

    /** The settings of the stage that a request is for. */
    public Map<String, Object> of(Context context) throws Exception {
        Kept known = kept.get(context.stage());
        if (known != null && known.until() - now.getAsLong() > 0) return known.item();
        Map<String, Object> item = port.get(table, Map.of("stage", context.stage()));
        if (item == null) throw new IllegalStateException("The table " + table + " has no settings of the stage " + context.stage() + ".");
        kept.put(context.stage(), new Kept(item, now.getAsLong() + time.toNanos()));
        return item;
    }
}
