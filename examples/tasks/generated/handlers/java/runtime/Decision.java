package generated.handlers.java.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an authorizer says. {@code Given} is what it leaves for handlers. */
public sealed interface Decision<Given extends Record> {
    /**
     * Lets the caller in.
     *
     * @param principal who it is, for logs and usage plans: {@code context.principalId()}
     * @param given reaches handlers as {@code authorized(context)}
     * @param usageKey the API key to count the call under, where the API takes keys from authorizers; else null
     * @param methods for which methods of this stage the answer holds: {@code GET /pets/{petId}}, where a variable and {@code *} stand for anything
     * @param resources ARNs of methods, for what {@code methods} has no words for. Where both are null, the answer holds for the whole stage, because
     *     API Gateway caches it for every method that the same credential asks for
     */
    record Allow<Given extends Record>(String principal, Given given, String usageKey, List<String> methods, List<String> resources)
        implements Decision<Given> {
        /** The same for some methods only. */
        public Allow<Given> forMethods(String... some) {
            return new Allow<>(principal, given, usageKey, List.of(some), resources);
        }

        /** The same for ARNs of methods. */
        public Allow<Given> forResources(String... some) {
            return new Allow<>(principal, given, usageKey, methods, List.of(some));
        }

        /** The same, counted under an API key. */
        public Allow<Given> withUsageKey(String key) {
            return new Allow<>(principal, given, key, methods, resources);
        }
    }

    /** 403: known, and not allowed. */
    record Deny<Given extends Record>(String principal) implements Decision<Given> {}

    /** 401: there is no valid credential. */
    record Unauthorized<Given extends Record>() implements Decision<Given> {}

    /** Lets the caller in, with what handlers are promised. */
    static <Given extends Record> Allow<Given> allow(String principal, Given given) {
        return new Allow<>(principal, given, null, null, null);
    }

    /** 403: known, and not allowed. */
    static <Given extends Record> Decision<Given> deny() {
        return new Deny<>("anonymous");
    }

    /** 401: there is no valid credential. */
    static <Given extends Record> Decision<Given> unauthorized() {
        return new Unauthorized<>();
    }

    /** The result that API Gateway expects of an authorizer. {@code Unauthorized} is an error with exactly that text. */
    static Object write(Decision<?> decision, AuthorizerQuestion question) {
        if (decision instanceof Unauthorized) throw new IllegalStateException("Unauthorized");
        if (decision instanceof Deny<?> deny) return policy(question, false, deny.principal(), null).map();
        if (!(decision instanceof Allow<?> allow)) throw new IllegalStateException("The authorizer decided nothing.");
        Members result = policy(question, true, allow.principal(), resources(allow, question));
        Map<String, Object> given = Granted.write(allow.given());
        if (!given.isEmpty()) result.put("context", given);
        return result.optional("usageIdentifierKey", allow.usageKey()).map();
    }

    /** {@code resources} is null for the whole stage. */
    private static Members policy(AuthorizerQuestion question, boolean allowed, String principal, List<String> resources) {
        // A statement names at least one resource: who may do nothing is refused everything.
        boolean isNothing = resources != null && resources.isEmpty();
        Map<String, Object> statement = new Members()
            .put("Action", "execute-api:Invoke")
            .put("Effect", allowed && !isNothing ? "Allow" : "Deny")
            .put("Resource", resources == null || isNothing ? List.of(stageOf(question) + "/*") : resources)
            .map();
        Members result = new Members();
        if (Plain.text(Plain.member(question.event(), "version")).equals("2.0")) result.put("isAuthorized", allowed);
        return result.put("principalId", principal)
            .put("policyDocument", new Members().put("Version", "2012-10-17").put("Statement", List.of(statement)).map());
    }

    /** The policy is kept for the credential, not for the request: what it does not name is refused to every later one. */
    private static List<String> resources(Allow<?> allow, AuthorizerQuestion question) {
        if (allow.methods() == null && allow.resources() == null) return null;
        List<String> named = new ArrayList<>();
        if (allow.methods() != null)
            for (String method : allow.methods()) named.add(stageOf(question) + "/" + method.replaceFirst(" ", "").replaceAll("\\{[^}/]*\\}", "*"));
        if (allow.resources() != null) named.addAll(allow.resources());
        return named;
    }

    /** {@code arn:aws:execute-api:REGION:ACCOUNT:API/STAGE} of the ARN of a method. */
    private static String stageOf(AuthorizerQuestion question) {
        String[] parts = question.methodArn().split("/", 3);
        return parts[0] + "/" + (parts.length > 1 ? parts[1] : "");
    }
}
