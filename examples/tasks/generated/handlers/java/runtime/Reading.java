package generated.handlers.java.runtime;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One value of JSON on its way to a type. */
public final class Reading {
    /** What came of an object or a list that several types were tried for: each is tried once, however the alternatives nest. */
    private final Map<Object, Map<String, Tried>> tried = new IdentityHashMap<>();
    /** How many members were recognized so far. */
    private int recognized;

    private record Tried(Object value, int recognized, Unfit unfit) {}

    /** Reads a value. Throws {@link Unfit} for one that is not of the type. */
    public static <T> T read(Object value, Reader<T> reader) {
        return reader.read(value, new Reading());
    }

    /** The value itself, as a type. */
    public <T> T as(Object value, Reader<T> reader) {
        return reader.read(value, this);
    }

    /** The members of an object. */
    public Map<String, Object> object(Object value) {
        if (value instanceof Map) return Plain.members(value);
        throw new Unfit("must be an object");
    }

    /** A member that must be there. */
    public <T> T required(Map<String, Object> from, String name, Reader<T> reader) {
        if (!from.containsKey(name)) throw new Unfit("is required").below(name);
        return member(from, name, reader);
    }

    /** A member, or null where it is absent. */
    public <T> T optional(Map<String, Object> from, String name, Reader<T> reader) {
        return from.containsKey(name) ? member(from, name, reader) : null;
    }

    /** A member that may be null where it is there. */
    public <T> Field<T> field(Map<String, Object> from, String name, Reader<T> reader) {
        return from.containsKey(name) ? Field.of(member(from, name, reader)) : Field.absent();
    }

    /** A member that can only have one value. */
    public void literal(Map<String, Object> from, String name, String value) {
        required(from, name, (given, in) -> {
            if (!Objects.equals(given, value)) throw new Unfit("must be " + Json.write(value));
            return value;
        });
    }

    /** The members that are not declared, where the document says what they are. */
    public <T> Map<String, T> others(Map<String, Object> from, Set<String> declared, Reader<T> reader) {
        Map<String, T> others = new LinkedHashMap<>();
        for (String name : from.keySet()) if (!declared.contains(name)) others.put(name, member(from, name, reader));
        return Collections.unmodifiableMap(others);
    }

    /** The members that the document says nothing of, as JSON has them. They tell no alternative from another. */
    public Map<String, Object> undeclared(Map<String, Object> from, Set<String> declared) {
        if (declared.containsAll(from.keySet())) return Map.of();
        Map<String, Object> others = new LinkedHashMap<>(from);
        others.keySet().removeAll(declared);
        return Collections.unmodifiableMap(others);
    }

    /** Refuses members that are not declared. */
    public void only(Map<String, Object> from, Set<String> declared) {
        for (String name : from.keySet()) if (!declared.contains(name)) throw new Unfit("is not allowed").below(name);
    }

    private <T> T member(Map<String, Object> from, String name, Reader<T> reader) {
        recognized++;
        return below(name, from.get(name), reader);
    }

    /** A member or an item. */
    <T> T below(String name, Object value, Reader<T> reader) {
        try {
            return reader.read(value, this);
        } catch (Unfit unfit) {
            throw unfit.below(name);
        }
    }

    /** The text of the member that tells alternatives apart; empty where there is none. */
    public String tag(Object value, String name) {
        return Plain.text(Plain.member(value, name));
    }

    /**
     * The alternative that a value is: of those that it fits, the one that knows most of its members, the first of equals. {@code union} names
     * the type.
     */
    @SuppressWarnings("unchecked")
    public <T> T best(String union, Object value, List<Reader<? extends T>> readers) {
        if (!(value instanceof Map || value instanceof List)) return (T) pick(value, readers).value();
        Map<String, Tried> known = tried.computeIfAbsent(value, one -> new HashMap<>());
        Tried found = known.get(union);
        if (found == null) {
            int before = recognized;
            try {
                found = pick(value, readers);
            } catch (Unfit unfit) {
                found = new Tried(null, 0, unfit);
            }
            recognized = before;
            known.put(union, found);
        }
        if (found.unfit() != null) throw found.unfit();
        recognized += found.recognized();
        return (T) found.value();
    }

    private <T> Tried pick(Object value, List<Reader<? extends T>> readers) {
        Tried best = null;
        for (Reader<? extends T> reader : readers) {
            recognized = 0;
            try {
                T read = reader.read(value, this);
                if (best == null || recognized > best.recognized()) best = new Tried(read, recognized, null);
            } catch (Unfit unfit) {
                // Another may fit.
            }
        }
        if (best == null) throw new Unfit("must match one of " + readers.size() + " alternatives");
        return best;
    }
}
