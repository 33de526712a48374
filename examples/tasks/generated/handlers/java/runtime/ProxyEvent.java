package generated.handlers.java.runtime;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A request of a Lambda proxy integration: REST APIs' version 1.0 and HTTP APIs' version 2.0.
 *
 * @param resource the declared path, where the event has it
 */
record ProxyEvent(String method, String resource, String path, Parameters.Raw raw, Bodies.Raw body, boolean isVersion2) {
    /** The request in a proxy event; null for an event that is none. */
    static ProxyEvent read(Object event) {
        Object http = Plain.member(Plain.member(event, "requestContext"), "http");
        if (http != null) return readVersion2(event, http);
        if (!(Plain.member(event, "httpMethod") instanceof String method)) return null;
        Map<String, List<String>> header = multi(Plain.member(event, "multiValueHeaders"), Plain.member(event, "headers"), name -> name.toLowerCase(Locale.ROOT));
        // Path parameters arrive as they stood in the URL; everything else is decoded already.
        Map<String, String> path = Plain.texts(Plain.member(event, "pathParameters"));
        path.replaceAll((name, value) -> decode(value));
        Map<String, List<String>> query = multi(Plain.member(event, "multiValueQueryStringParameters"), Plain.member(event, "queryStringParameters"), name -> name);
        Map<String, String> cookies = cookies(String.join("; ", header.getOrDefault("cookie", List.of())));
        return new ProxyEvent(method.toUpperCase(Locale.ROOT), Plain.text(Plain.member(event, "resource")), Plain.text(Plain.member(event, "path")),
            new Parameters.Raw(path, query, header, cookies), body(event, header), false);
    }

    private static ProxyEvent readVersion2(Object event, Object http) {
        Map<String, List<String>> header = multi(null, Plain.member(event, "headers"), name -> name.toLowerCase(Locale.ROOT));
        List<Object> listed = Plain.items(Plain.member(event, "cookies"));
        List<String> sent = listed == null ? header.getOrDefault("cookie", List.of()) : listed.stream().map(Plain::textOf).toList();
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (Shape.Pair pair : Forms.pairs(Plain.text(Plain.member(event, "rawQueryString"))))
            query.computeIfAbsent(pair.name(), name -> new ArrayList<>()).add(pair.value());
        String route = Plain.text(Plain.member(event, "routeKey"));
        String resource = route.contains(" ") ? route.substring(route.indexOf(' ') + 1) : route.equals("$default") ? "/$default" : route;
        return new ProxyEvent(Plain.text(Plain.member(http, "method")).toUpperCase(Locale.ROOT), resource, Plain.text(Plain.member(event, "rawPath")),
            new Parameters.Raw(Plain.texts(Plain.member(event, "pathParameters")), query, header, cookies(String.join("; ", sent))), body(event, header), true);
    }

    /** What a handler knows beside the request. */
    static Context context(Object event, Invocation invocation, OperationSpec spec) {
        Object request = Plain.member(event, "requestContext");
        Object http = Plain.member(request, "http");
        Map<String, Object> authorizer = Plain.members(Plain.member(request, "authorizer"));
        if (http != null) {
            // Version 2.0 keeps what a function left apart from what a token said.
            Map<String, Object> left = new LinkedHashMap<>(Plain.members(authorizer.get("lambda")));
            left.putAll(Plain.members(authorizer.get("jwt")));
            authorizer = left;
        }
        String method = Plain.text(Plain.member(event, "httpMethod"));
        Object received = Plain.member(request, "requestTimeEpoch");
        return new Context(spec.id(), Plain.text(Plain.member(request, "requestId")), Plain.text(Plain.member(request, "stage")),
            Plain.text(Plain.member(request, "apiId")), method.isEmpty() ? Plain.text(Plain.member(http, "method")) : method, spec.path(),
            Context.timeOf(received == null ? Plain.member(request, "timeEpoch") : received),
            invocation.coldStart(), Caller.of(http == null ? Plain.member(request, "identity") : http), authorizer, Plain.texts(Plain.member(event, "stageVariables")), event,
            invocation.function());
    }

    /** The result that API Gateway expects of a proxy integration. */
    static Map<String, Object> write(Written answer, boolean isVersion2) {
        Members single = new Members();
        Members several = new Members();
        Members result = new Members().put("statusCode", answer.status());
        answer.headers().forEach((name, values) -> {
            if (values.size() == 1) single.put(name, values.get(0));
            else if (!isVersion2) {
                if (!values.isEmpty()) several.put(name, values);
            } else if (name.equalsIgnoreCase("set-cookie")) result.put("cookies", values);
            else if (!values.isEmpty()) single.put(name, String.join(", ", values));
        });
        result.put("headers", single.map());
        if (!several.map().isEmpty()) result.put("multiValueHeaders", several.map());
        if (answer.body() != null) result.put("body", answer.body()).put("isBase64Encoded", answer.isBase64());
        return result.map();
    }

    private static Bodies.Raw body(Object event, Map<String, List<String>> header) {
        List<String> types = header.getOrDefault("content-type", List.of());
        String content = Plain.member(event, "body") instanceof String text ? text : null;
        return new Bodies.Raw(content, Boolean.TRUE.equals(Plain.member(event, "isBase64Encoded")), types.isEmpty() ? "" : types.get(types.size() - 1));
    }

    /** Lists of values by name: the multi-value form where it is there, else single values. */
    private static Map<String, List<String>> multi(Object lists, Object singles, UnaryOperator<String> rename) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        Plain.texts(singles).forEach((name, value) -> found.put(rename.apply(name), List.of(value)));
        Plain.members(lists).forEach((name, values) -> {
            List<Object> several = Plain.items(values);
            if (several != null) found.put(rename.apply(name), several.stream().map(Plain::textOf).toList());
        });
        return found;
    }

    private static Map<String, String> cookies(String header) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String part : header.split(";", -1)) {
            int at = part.indexOf('=');
            if (at > 0) cookies.putIfAbsent(part.substring(0, at).strip(), decode(part.substring(at + 1).strip()));
        }
        return cookies;
    }

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** The text itself where it is not encoded as it should be. */
    private static String decode(String value) {
        if (value.indexOf('%') < 0 || STRAY_PERCENT.matcher(value).find()) return value;
        byte[] bytes = URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        // Letters outside of ASCII stand in URLs encoded only.
        if (value.chars().anyMatch(unit -> unit > 127)) return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException error) {
            return value;
        }
    }
}
