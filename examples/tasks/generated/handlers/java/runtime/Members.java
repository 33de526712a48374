package generated.handlers.java.runtime;

import java.util.LinkedHashMap;
import java.util.Map;

/** The members of an object in the making. */
public final class Members {
    private final Map<String, Object> members = new LinkedHashMap<>();

    /** A member that is always there. */
    public Members put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** A member that is there unless its value is null. */
    public Members optional(String name, Object value) {
        if (value != null) members.put(name, value);
        return this;
    }

    /** A member that may be absent or null. */
    public Members field(String name, Field<?> value) {
        if (value != null && value.isPresent()) members.put(name, value.get());
        return this;
    }

    /** Members that have no names of their own in the document; declared ones stay. */
    public Members others(Map<String, ?> others) {
        if (others != null) others.forEach(members::putIfAbsent);
        return this;
    }

    /** The object. */
    public Map<String, Object> map() {
        return members;
    }
}
