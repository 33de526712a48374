package handlers.java;

import generated.handlers.java.runtime.Authorizer;
import generated.handlers.java.runtime.AuthorizerQuestion;
import generated.handlers.java.runtime.Decision;
import generated.handlers.java.runtime.FunctionContext;

/** Decides who gets in by `members`. */
public final class MembersAuthorizer implements Authorizer<AuthorizerQuestion.Token, MembersAuthorizer.Given> {
    private static final String SCHEME = "Member ";

    /** What handlers get by {@code authorized(context)}. */
    public record Given(String member) {}

    @Override
    public Decision<Given> decide(AuthorizerQuestion.Token question, FunctionContext function) {
        if (!question.token().startsWith(SCHEME)) return Decision.unauthorized();
        String member = question.token().substring(SCHEME.length());
        return member.equals("banned") ? Decision.deny() : Decision.allow(member, new Given(member));
    }
}
