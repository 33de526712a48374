package handlers.java;

import generated.handlers.java.runtime.Authorizer;
import generated.handlers.java.runtime.AuthorizerQuestion;
import generated.handlers.java.runtime.Decision;
import generated.handlers.java.runtime.FunctionContext;

/** Decides who gets in by `staff`. */
public final class StaffAuthorizer implements Authorizer<AuthorizerQuestion.Token, StaffAuthorizer.Given> {
    /** What handlers get by {@code authorized(context)}: texts, numbers and booleans. */
    public record Given() {}

    @Override
    public Decision<Given> decide(AuthorizerQuestion.Token question, FunctionContext function) {
        return Decision.deny();
    }
}
