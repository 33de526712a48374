package handlers.java;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Calls of AWS by its SDK for Java, which pom.xml has to name: {@code software.amazon.awssdk:lambda}. */
final class Aws {
    private Aws() {}

    private static final class Functions {
        static final LambdaClient CLIENT = LambdaClient.create();
    }

    /** Calls a function by its name, as {@code Invoke} wants it: {@code Aws::invoke}. */
    static String invoke(String name, String payload) {
        InvokeResponse answer = Functions.CLIENT.invoke(call -> call.functionName(name).payload(SdkBytes.fromUtf8String(payload)));
        String text = answer.payload().asUtf8String();
        if (answer.functionError() != null) throw new IllegalStateException("The function " + name + " failed: " + text);
        return text;
    }
}
