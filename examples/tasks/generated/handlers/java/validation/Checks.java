package generated.handlers.java.validation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the generated checks are made of. Values are as JSON has them: maps, lists, texts, numbers, booleans and null. */
public final class Checks {
    private static final int MAX_NESTING = 100;
    private static final long SAFE = 1L << 53;

    private Checks() {}

    /** The check of a body of a media type; {@code check} is null for one that is not checked. */
    public record Typed(String mediaType, Check check) {}

    /** The violations of a value; at most 100. A value that is nested deeper than 100 levels is one violation. */
    public static List<Violation> violationsOf(String place, Object value, Check check) {
        Run run = new Run(place);
        if (isDeep(value)) run.fail("", "must not be nested deeper than " + MAX_NESTING + " levels");
        else check.check(value, "", run);
        return run.result();
    }

    /** The violations of a request's body; the check of one that is bytes is null. */
    public static List<Violation> bodyViolations(Map<String, Object> request, boolean isRequired, Check check) {
        if (request.containsKey("body")) return check == null ? List.of() : violationsOf("body", request.get("body"), check);
        return isRequired ? List.of(new Violation("body", "", "is required")) : List.of();
    }

    /** All violations of the parts of a request. */
    public static List<Violation> all(List<List<Violation>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    /** The check of a body's media type. Without a media type, a body is right when it passes any of the checks. */
    public static Check byMediaType(Object given, List<Typed> checks) {
        List<Typed> found = checks;
        if (given instanceof String type) {
            found = checks.stream().filter(one -> bare(one.mediaType()).equals(bare(type)) || one.mediaType().equals("*/*")).limit(1).toList();
        }
        List<Check> able = found.stream().map(Typed::check).filter(check -> check != null).toList();
        boolean all = !able.isEmpty() && able.size() == found.size();
        return (value, at, run) -> {
            if (all) alternatives("any", able, value, at, run);
        };
    }

    private static String bare(String mediaType) {
        return mediaType.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether a value is nested too deeply for everything that comes after to recurse into it. */
    private static boolean isDeep(Object value) {
        List<Object> level = List.of(value == null ? "" : value);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth > MAX_NESTING) return true;
            List<Object> next = new ArrayList<>();
            for (Object item : level) {
                for (Object member : inside(item)) if (member instanceof Map || member instanceof List) next.add(member);
            }
            level = next;
        }
        return false;
    }

    private static Collection<?> inside(Object value) {
        if (value instanceof Map<?, ?> map) return map.values();
        return value instanceof List<?> list ? list : List.of();
    }

    /** A JSON object. */
    public static boolean isObject(Object value) {
        return value instanceof Map;
    }

    /** A JSON array. */
    public static boolean isArray(Object value) {
        return value instanceof List;
    }

    /** A JSON number. */
    public static boolean isNumber(Object value) {
        return value instanceof Number;
    }

    /** A whole number, however it is written. */
    public static boolean isInteger(Object value) {
        if (value instanceof Double number) return !number.isInfinite() && number == Math.rint(number);
        return value instanceof Number;
    }

    /** A JSON string. */
    public static boolean isString(Object value) {
        return value instanceof String;
    }

    /** True or false. */
    public static boolean isBoolean(Object value) {
        return value instanceof Boolean;
    }

    /** How many items a list has, or members an object. */
    public static int size(Object value) {
        return inside(value).size();
    }

    /** How many characters a text has, as JSON Schema counts: a surrogate pair is one. */
    public static int length(Object value) {
        String text = (String) value;
        return text.codePointCount(0, text.length());
    }

    /** How a number compares with a limit: negative, zero or positive. */
    public static int compare(Object value, double limit) {
        if (value instanceof Double number) return Double.compare(number + 0.0, limit);
        if (value instanceof Long number && Math.abs(number) < SAFE) return Double.compare(number, limit);
        // By its shortest digits, which are those of the document.
        return decimal(value).compareTo(BigDecimal.valueOf(limit));
    }

    /** How a count compares with a limit. */
    public static int compare(int count, double limit) {
        return Double.compare(count, limit);
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof Double number) return new BigDecimal(number);
        return value instanceof BigInteger number ? new BigDecimal(number) : BigDecimal.valueOf(((Number) value).longValue());
    }

    /** The names of an object's members. */
    @SuppressWarnings("unchecked")
    public static Set<String> names(Object value) {
        return ((Map<String, Object>) value).keySet();
    }

    /** Whether an object has a member. */
    public static boolean has(Object value, String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    /** A member of an object. */
    public static Object get(Object value, String name) {
        return ((Map<?, ?>) value).get(name);
    }

    /** An item of a list. */
    public static Object get(Object value, int index) {
        return ((List<?>) value).get(index);
    }

    /** A pointer to a member. */
    public static String below(String at, String name) {
        return at + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** A pointer to an item. */
    public static String below(String at, int index) {
        return at + "/" + index;
    }

    /** Members that an object must have. */
    public static void required(Object value, List<String> wanted, String at, Run run) {
        for (String name : wanted) if (!has(value, name)) run.fail(below(at, name), "is required");
    }

    /** Equality of JSON values: 1.0 is 1, and true is not. */
    public static boolean equal(Object one, Object other) {
        if (one instanceof Number && other instanceof Number) return sameNumber(one, other);
        if (one instanceof List<?> a && other instanceof List<?> b) {
            if (a.size() != b.size()) return false;
            for (int index = 0; index < a.size(); index++) if (!equal(a.get(index), b.get(index))) return false;
            return true;
        }
        if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
            return a.size() == b.size() && a.entrySet().stream().allMatch(entry -> b.containsKey(entry.getKey()) && equal(entry.getValue(), b.get(entry.getKey())));
        }
        return one == null ? other == null : one.equals(other);
    }

    private static boolean sameNumber(Object one, Object other) {
        if (one instanceof Double a && a.isInfinite() || other instanceof Double b && b.isInfinite()) return one.equals(other);
        return decimal(one).compareTo(decimal(other)) == 0;
    }

    /** Whether a value equals one of several. */
    public static boolean isOneOf(Object value, List<Object> values) {
        for (Object one : values) if (equal(one, value)) return true;
        return false;
    }

    /** Whether a number divides another, within the precision of a double. */
    public static boolean isMultipleOf(Object value, double divisor) {
        if (!(value instanceof Double) && divisor == Math.rint(divisor) && Math.abs(divisor) < SAFE) {
            return decimal(value).remainder(new BigDecimal(divisor)).signum() == 0;
        }
        double number = ((Number) value).doubleValue();
        double quotient = number / divisor;
        if (Double.isInfinite(quotient)) return Double.isFinite(number) && number % divisor == 0;
        return Math.abs(quotient - Math.floor(quotient + 0.5)) <= Math.abs(quotient) * 0x1p-50;
    }

    /** Whether no two items are equal; linear. */
    public static boolean isUnique(Object value) {
        Set<Object> seen = new HashSet<>();
        for (Object item : (List<?>) value) if (!seen.add(canonical(item))) return false;
        return true;
    }

    /** A value whose own equality is that of JSON. */
    private static Object canonical(Object value) {
        if (value instanceof List<?> list) return list.stream().map(Checks::canonical).toList();
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), canonical(member)));
            return sorted;
        }
        if (value instanceof Double number && number.isInfinite()) return number;
        if (value instanceof Number) return decimal(value).stripTrailingZeros();
        return value == null ? NULL : value;
    }

    private static final Object NULL = new Object();

    /** Whether a text has a match of a pattern; notes a violation when that would take too long. */
    public static boolean fits(Object text, Pattern pattern, String at, Run run) {
        Pattern.Found found = pattern.find((String) text);
        if (found == Pattern.Found.TOO_LONG) run.giveUp(at, "must be shorter to be checked against its pattern");
        return found != Pattern.Found.NO;
    }

    /** Whether a check finds nothing. */
    public static boolean passes(Check check, Object value, String at, Run run) {
        return run.attempt(check, value, at).isEmpty();
    }

    /**
     * {@code any} (at least one alternative) or {@code one} (exactly one). Where none holds, the violations of the only alternative that has
     * the right kind of value are noted, for they say more than that none held.
     */
    public static void alternatives(String how, List<Check> checks, Object value, String at, Run run) {
        List<List<Violation>> failed = new ArrayList<>();
        for (Check check : checks) {
            List<Violation> found = run.attempt(check, value, at);
            if (!found.isEmpty()) failed.add(found);
            else if (how.equals("any")) return;
        }
        int held = checks.size() - failed.size();
        if (held == 1) return;
        List<List<Violation>> near = failed.size() == 1 ? failed
            : failed.stream().filter(found -> found.stream().noneMatch(one -> one.pointer().equals(at))).toList();
        if (held > 1) run.fail(at, "must match exactly one of " + checks.size() + " alternatives, not " + held);
        else if (near.size() == 1) near.get(0).forEach(one -> run.fail(one.pointer(), one.message()));
        else run.fail(at, "must match one of " + checks.size() + " alternatives");
    }
}
