package com.amazonaws.services.lambda.runtime;

/** The interface of aws-lambda-java-core, for handlers whose class path leaves it to the runtime. */
public interface RequestHandler<I, O> {
    O handleRequest(I input, Context context);
}
