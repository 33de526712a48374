package handlers.java;

import generated.handlers.java.runtime.Authorizer;
import generated.handlers.java.runtime.AuthorizerQuestion;
import generated.handlers.java.runtime.Decision;
import generated.handlers.java.runtime.FunctionContext;
import java.util.Map;

/** Decides who gets in by `members`. */
public final class MembersAuthorizer implements Authorizer<AuthorizerQuestion.Token> {
    private static final String SCHEME = "Member ";

    @Override
    public Decision decide(AuthorizerQuestion.Token question, FunctionContext function) {
        if (!question.token().startsWith(SCHEME)) return Decision.unauthorized();
        String member = question.token().substring(SCHEME.length());
        return member.equals("banned") ? Decision.deny() : Decision.allow(member, Map.of("member", member));
    }
}
