package generated.handlers.java.runtime;

import java.util.Map;

/** Who called, as far as API Gateway knows; null is unknown. */
public record Caller(String sourceIp, String userAgent, String accountId, String userArn, String apiKeyId, String cognitoIdentityId) {
    /** The caller out of an object that may hold more. */
    static Caller of(Object value) {
        Map<String, String> known = Plain.texts(value);
        return new Caller(one(known, "sourceIp"), one(known, "userAgent"), one(known, "accountId"), one(known, "userArn"), one(known, "apiKeyId"),
            one(known, "cognitoIdentityId"));
    }

    private static String one(Map<String, String> known, String name) {
        String value = known.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
