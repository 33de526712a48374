package com.amazonaws.services.lambda.runtime;

/** The interface of aws-lambda-java-core, for handlers whose class path leaves it to the runtime. */
public interface LambdaLogger {
    void log(String message);

    void log(byte[] message);
}
