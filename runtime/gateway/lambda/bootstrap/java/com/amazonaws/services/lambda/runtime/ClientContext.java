package com.amazonaws.services.lambda.runtime;

import java.util.Map;

/** The interface of aws-lambda-java-core, for handlers whose class path leaves it to the runtime. */
public interface ClientContext {
    Client getClient();

    Map<String, String> getCustom();

    Map<String, String> getEnvironment();
}
