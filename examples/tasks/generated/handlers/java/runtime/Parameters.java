package generated.handlers.java.runtime;

import generated.handlers.java.runtime.ParameterSpec.Place;
import generated.handlers.java.runtime.ParameterSpec.Style;
import generated.handlers.java.runtime.Shape.Fields;
import generated.handlers.java.runtime.Shape.Items;
import generated.handlers.java.runtime.Shape.Pair;
import generated.handlers.java.runtime.Shape.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters by style and explode. */
final class Parameters {
    private static final Object MISSING = new Object();

    private Parameters() {}

    /** The texts of a request as they came, by place; names of headers in lower case. */
    record Raw(Map<String, String> path, Map<String, List<String>> query, Map<String, List<String>> header, Map<String, String> cookie) {}

    /** Declared parameters as declared, by place and under their own names; what is missing is absent. */
    static Map<String, Object> read(List<ParameterSpec> specs, Raw raw) {
        Map<String, Object> read = places();
        for (ParameterSpec spec : specs) {
            Object value = readOne(spec, raw, specs);
            if (value != MISSING) Plain.members(read.get(spec.in().member())).put(spec.name(), value);
        }
        return read;
    }

    /** The parameters of a custom event: typed already where the template could, else texts to read. */
    static Map<String, Object> readTyped(List<ParameterSpec> specs, Object data) {
        Map<String, Object> read = places();
        for (ParameterSpec spec : specs) {
            String place = spec.in().member();
            Map<String, Object> given = Plain.members(Plain.member(data, place));
            if (given.containsKey(spec.name())) Plain.members(read.get(place)).put(spec.name(), readTyped(spec, given.get(spec.name())));
        }
        return read;
    }

    private static Map<String, Object> places() {
        Map<String, Object> read = new LinkedHashMap<>();
        for (Place place : Place.values()) read.put(place.member(), new LinkedHashMap<String, Object>());
        return read;
    }

    private static Object readOne(ParameterSpec spec, Raw raw, List<ParameterSpec> specs) {
        String name = spec.name();
        switch (spec.in()) {
            case QUERY:
                return readQuery(spec, raw.query(), specs);
            case HEADER:
                List<String> values = raw.header().getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
                return values.isEmpty() ? MISSING : readSimple(spec, String.join(",", values));
            case COOKIE:
                return raw.cookie().containsKey(name) ? readSimple(spec, raw.cookie().get(name)) : MISSING;
            default:
                return raw.path().containsKey(name) ? readPath(spec, raw.path().get(name)) : MISSING;
        }
    }

    private static Object readSimple(ParameterSpec spec, String text) {
        return readSimple(spec, text, ",", spec.explode());
    }

    /** {@code a,b} and {@code name,a,name,b}, or {@code name=a,name=b} where exploded. */
    private static Object readSimple(ParameterSpec spec, String text, String separator, boolean explode) {
        Shape shape = spec.shape();
        if (shape instanceof Scalar) return Shape.convert(text, shape);
        List<String> parts = split(text, separator);
        if (spec.in() == Place.HEADER) parts = parts.stream().map(String::strip).toList();
        if (shape instanceof Items items) return Shape.convertList(parts, items.of());
        return Shape.convertFields(explode ? exploded(parts) : inTurn(parts), fields(shape));
    }

    private static Object readPath(ParameterSpec spec, String text) {
        if (spec.style() == Style.LABEL)
            return readSimple(spec, text.startsWith(".") ? text.substring(1) : text, spec.explode() ? "." : ",", spec.explode());
        if (spec.style() != Style.MATRIX) return readSimple(spec, text);
        List<String> parts = split(text, ";").stream().filter(part -> !part.isEmpty()).toList();
        if (spec.shape() instanceof Scalar || !spec.explode())
            return readSimple(spec, parts.isEmpty() ? "" : pair(parts.get(0)).value(), ",", false);
        List<Pair> pairs = exploded(parts);
        if (spec.shape() instanceof Items items) return Shape.convertList(pairs.stream().map(Pair::value).toList(), items.of());
        return Shape.convertFields(pairs, fields(spec.shape()));
    }

    private static Object readQuery(ParameterSpec spec, Map<String, List<String>> query, List<ParameterSpec> specs) {
        String name = spec.name();
        Shape shape = spec.shape();
        List<String> values = query.get(name);
        String last = values == null || values.isEmpty() ? null : values.get(values.size() - 1);
        if (shape instanceof Scalar) return last == null ? MISSING : Shape.convert(last, shape);
        if (shape instanceof Items items) {
            // Lists that are declared to repeat their name also arrive in brackets from several frameworks.
            List<String> found = values == null ? query.get(name + "[]") : values;
            if (found == null) return MISSING;
            if (spec.explode() || spec.style() == Style.DEEP_OBJECT) return Shape.convertList(found, items.of());
            return readSimple(spec, found.isEmpty() ? "" : found.get(found.size() - 1), spec.separator(), spec.explode());
        }
        if (spec.style() == Style.DEEP_OBJECT || spec.explode()) {
            List<Pair> own = own(spec, query, specs);
            return own.isEmpty() ? MISSING : Shape.convertFields(own, fields(shape));
        }
        return last == null ? MISSING : readSimple(spec, last, spec.separator(), spec.explode());
    }

    /** The fields of an object whose names stand in the query: {@code name[field]}, or {@code field} alone. */
    private static List<Pair> own(ParameterSpec spec, Map<String, List<String>> query, List<ParameterSpec> specs) {
        List<Pair> own = new ArrayList<>();
        boolean deep = spec.style() == Style.DEEP_OBJECT;
        String prefix = spec.name() + "[";
        query.forEach((key, values) -> {
            boolean isOwn = deep ? key.startsWith(prefix) && key.endsWith("]") : isExploded(spec, key, specs);
            String field = deep && isOwn ? key.substring(prefix.length(), key.length() - 1) : key;
            if (isOwn) for (String value : values) own.add(new Pair(field, value));
        });
        return own;
    }

    /** Whether a name of the query is a field of an exploded object; it takes what nobody else claims where its fields may be any. */
    private static boolean isExploded(ParameterSpec spec, String key, List<ParameterSpec> specs) {
        Fields fields = fields(spec.shape());
        if (fields.fields().containsKey(key)) return true;
        return fields.other() != null && specs.stream().noneMatch(other -> other != spec && claims(other, key));
    }

    /** Whether a name of the query is one of a parameter: its own, in brackets or not, or that of a field where it is exploded. */
    private static boolean claims(ParameterSpec spec, String key) {
        if (spec.in() != Place.QUERY) return false;
        if (spec.shape() instanceof Fields fields && spec.explode() && spec.style() != Style.DEEP_OBJECT) return fields.fields().containsKey(key);
        return key.equals(spec.name()) || key.startsWith(spec.name() + "[") && key.endsWith("]");
    }

    private static Object readTyped(ParameterSpec spec, Object value) {
        if (value instanceof String text) {
            if (spec.shape() instanceof Scalar) return Shape.convert(text, spec.shape());
            return spec.in() == Place.PATH ? readPath(spec, text) : readSimple(spec, text, spec.separator(), spec.explode());
        }
        if (value instanceof List<?> given && spec.shape() instanceof Items items) {
            List<Object> read = new ArrayList<>();
            for (Object one : given) read.add(one instanceof String text ? Shape.convert(text, items.of()) : one);
            return read;
        }
        return value;
    }

    private static Fields fields(Shape shape) {
        return shape instanceof Fields fields ? fields : new Fields(Map.of());
    }

    /** The parts between separators; an empty text has none. */
    private static List<String> split(String text, String separator) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(java.util.regex.Pattern.quote(separator), -1));
    }

    private static Pair pair(String part) {
        int at = part.indexOf('=');
        return at < 0 ? new Pair(part, "") : new Pair(part.substring(0, at), part.substring(at + 1));
    }

    private static List<Pair> exploded(List<String> parts) {
        return parts.stream().map(Parameters::pair).toList();
    }

    private static List<Pair> inTurn(List<String> parts) {
        List<Pair> pairs = new ArrayList<>();
        for (int index = 0; index + 1 < parts.size(); index += 2) pairs.add(new Pair(parts.get(index), parts.get(index + 1)));
        return pairs;
    }
}
