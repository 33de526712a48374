package generated.handlers.java.runtime;

import java.util.List;
import java.util.Map;

/** What an authorizer says. */
public sealed interface Decision {
    /**
     * Lets the caller in.
     *
     * @param principal who it is, for logs and usage plans
     * @param context reaches handlers as {@code context.authorizer()}; numbers and booleans arrive as text
     * @param usageKey the API key to count the call under, where the API takes keys from authorizers; else null
     * @param resources ARNs of methods; null for the whole stage, because API Gateway caches the answer for every method
     */
    record Allow(String principal, Map<String, ?> context, String usageKey, List<String> resources) implements Decision {}

    /** 403: known, and not allowed. */
    record Deny(String principal) implements Decision {}

    /** 401: there is no valid credential. */
    record Unauthorized() implements Decision {}

    /** Lets the caller in. */
    static Decision allow(String principal) {
        return new Allow(principal, Map.of(), null, null);
    }

    /** Lets the caller in, and tells handlers something. */
    static Decision allow(String principal, Map<String, ?> context) {
        return new Allow(principal, context, null, null);
    }

    /** 403: known, and not allowed. */
    static Decision deny() {
        return new Deny("anonymous");
    }

    /** 401: there is no valid credential. */
    static Decision unauthorized() {
        return new Unauthorized();
    }

    /** The result that API Gateway expects of an authorizer. {@code Unauthorized} is an error with exactly that text. */
    static Object write(Decision decision, AuthorizerQuestion question) {
        if (decision instanceof Unauthorized) throw new IllegalStateException("Unauthorized");
        if (decision instanceof Deny deny) return policy(question, false, deny.principal(), null).map();
        if (!(decision instanceof Allow allow)) throw new IllegalStateException("The authorizer decided nothing.");
        Members result = policy(question, true, allow.principal(), allow.resources());
        if (allow.context() != null && !allow.context().isEmpty()) result.put("context", allow.context());
        return result.optional("usageIdentifierKey", allow.usageKey()).map();
    }

    private static Members policy(AuthorizerQuestion question, boolean allowed, String principal, List<String> resources) {
        // arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH
        String[] parts = question.methodArn().split("/", 3);
        List<String> meant = resources == null ? List.of(parts[0] + "/" + (parts.length > 1 ? parts[1] : "") + "/*") : resources;
        Map<String, Object> statement = new Members().put("Action", "execute-api:Invoke").put("Effect", allowed ? "Allow" : "Deny").put("Resource", meant).map();
        Members result = new Members();
        if (Plain.text(Plain.member(question.event(), "version")).equals("2.0")) result.put("isAuthorized", allowed);
        return result.put("principalId", principal)
            .put("policyDocument", new Members().put("Version", "2012-10-17").put("Statement", List.of(statement)).map());
    }
}
