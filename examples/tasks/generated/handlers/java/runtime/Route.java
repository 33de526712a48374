package generated.handlers.java.runtime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which operation a proxy event is for. */
final class Route {
    private Route() {}

    /** The operation of an event: by the declared path that API Gateway names, else by the path itself; null for none. */
    static Served.Operation find(List<Served.Operation> operations, ProxyEvent event) {
        List<Served.Operation> named = operations.stream().filter(one -> normal(one.spec().path()).equals(normal(event.resource()))).toList();
        Served.Operation byName = ofMethod(named, event.method());
        if (byName != null) return byName;
        // A literal part is nearer than a variable, and a variable nearer than the rest of the path.
        return ofMethod(operations.stream()
            .filter(one -> fits(one.spec().path(), event.path()))
            .sorted(Comparator.comparing(one -> rank(one.spec().path())))
            .toList(), event.method());
    }

    private static Served.Operation ofMethod(List<Served.Operation> operations, String method) {
        for (String wanted : List.of(method, "ANY")) {
            for (Served.Operation one : operations) if (one.spec().method().equals(wanted)) return one;
        }
        return null;
    }

    private static String normal(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String rank(String path) {
        return parts(path).stream().map(part -> part.endsWith("+}") ? "2" : part.startsWith("{") ? "1" : "0").collect(Collectors.joining());
    }

    private static List<String> parts(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static boolean fits(String declared, String path) {
        List<String> wanted = parts(declared);
        List<String> given = parts(path);
        boolean greedy = !wanted.isEmpty() && wanted.get(wanted.size() - 1).endsWith("+}");
        if (greedy ? given.size() < wanted.size() : given.size() != wanted.size()) return false;
        for (int index = 0; index < wanted.size(); index++) {
            if (!wanted.get(index).startsWith("{") && !wanted.get(index).equals(given.get(index))) return false;
        }
        return true;
    }
}
