package generated.handlers.java.runtime;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What an authorizer is asked. */
public sealed interface AuthorizerQuestion {
    /** The ARN of the method that is called. */
    String methodArn();

    /** The event as it came. */
    Object event();

    /**
     * The question of an authorizer of type TOKEN.
     *
     * @param token the whole header: {@code Bearer …}
     */
    record Token(String token, String methodArn, Object event) implements AuthorizerQuestion {}

    /**
     * The question of an authorizer of type REQUEST.
     *
     * @param headers names in lower case
     */
    record Request(Map<String, String> headers, Map<String, String> query, Map<String, String> path, Map<String, String> stageVariables, String methodArn,
        Object event) implements AuthorizerQuestion {}

    /** The question in an authorizer's event; null for an event that is none. */
    static AuthorizerQuestion read(Object event) {
        Object arn = Plain.member(event, "methodArn");
        if (!((arn == null ? Plain.member(event, "routeArn") : arn) instanceof String methodArn)) return null;
        String kind = Plain.text(Plain.member(event, "type"));
        if (kind.equals("TOKEN")) return new Token(Plain.text(Plain.member(event, "authorizationToken")), methodArn, event);
        if (!kind.equals("REQUEST")) return null;
        Map<String, String> headers = new LinkedHashMap<>();
        Plain.texts(Plain.member(event, "headers")).forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        return new Request(headers, Plain.texts(Plain.member(event, "queryStringParameters")), Plain.texts(Plain.member(event, "pathParameters")),
            Plain.texts(Plain.member(event, "stageVariables")), methodArn, event);
    }
}
