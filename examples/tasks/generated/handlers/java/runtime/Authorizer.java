package generated.handlers.java.runtime;

/** Code that decides who gets in. */
@FunctionalInterface
public interface Authorizer<Question extends AuthorizerQuestion> {
    /** Decides. */
    Decision decide(Question question, FunctionContext function) throws Exception;
}
