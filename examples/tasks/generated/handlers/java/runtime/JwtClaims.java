package generated.handlers.java.runtime;

import java.util.List;
import java.util.Map;

/**
 * What a JWT authorizer of an HTTP API leaves.
 *
 * @param all every claim by its name
 * @param scopes what the operation asked for and the token has
 */
public record JwtClaims(Map<String, String> all, List<String> scopes) {
    /** The claims in what the authorizer left. */
    public static JwtClaims of(Context context) {
        List<Object> scopes = Plain.items(context.authorizer().get("scopes"));
        return new JwtClaims(Plain.texts(context.authorizer().get("claims")), scopes == null ? List.of() : scopes.stream().map(Plain::textOf).toList());
    }
}
