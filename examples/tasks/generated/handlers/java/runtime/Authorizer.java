package generated.handlers.java.runtime;

/**
 * Code that decides who gets in. {@code Given} is the record of what it leaves for handlers: texts, numbers and booleans, because API Gateway takes
 * nothing else.
 */
@FunctionalInterface
public interface Authorizer<Question extends AuthorizerQuestion, Given extends Record> {
    /** Decides. */
    Decision<Given> decide(Question question, FunctionContext function) throws Exception;
}
