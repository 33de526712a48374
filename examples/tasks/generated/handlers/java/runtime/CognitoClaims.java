package generated.handlers.java.runtime;

import java.util.List;
import java.util.Map;

/** What a token of a Cognito user pool says. API Gateway hands on every claim as text. */
public sealed interface CognitoClaims {
    /** Every claim by its name; those of the pool's own attributes are called {@code custom:NAME}. */
    Map<String, String> all();

    /** The user's id in the pool. */
    default String sub() {
        return all().get("sub");
    }

    /** The groups of the user; empty for none. */
    default List<String> groups() {
        return listed(all(), "cognito:groups", ",");
    }

    private static List<String> listed(Map<String, String> all, String name, String separator) {
        String listed = all.getOrDefault(name, "");
        return listed.isEmpty() ? List.of() : List.of(listed.split(separator));
    }

    /** The claims of an identity token, which an operation without scopes asks for. */
    record Identity(Map<String, String> all) implements CognitoClaims {
        /** The claims in what the authorizer left. */
        public static Identity of(Context context) {
            return new Identity(Plain.texts(context.authorizer().get("claims")));
        }

        /** The name that the user signs in by. */
        public String username() {
            return all.get("cognito:username");
        }

        /** The address of the user; null where the token does not say it. */
        public String email() {
            return all.get("email");
        }
    }

    /** The claims of an access token, which an operation with scopes asks for. */
    record Access(Map<String, String> all) implements CognitoClaims {
        /** The claims in what the authorizer left. */
        public static Access of(Context context) {
            return new Access(Plain.texts(context.authorizer().get("claims")));
        }

        /** The name that the user signs in by. */
        public String username() {
            return all.get("username");
        }

        /** The client that the token was made for. */
        public String clientId() {
            return all.get("client_id");
        }

        /** What the client may do. */
        public List<String> scopes() {
            return CognitoClaims.listed(all, "scope", " ");
        }
    }
}
