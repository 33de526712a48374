package apigen;

import com.amazonaws.services.lambda.runtime.Client;
import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The context of one invocation. */
final class Invocation implements Context {
    private final HttpHeaders headers;

    Invocation(HttpHeaders headers) {
        this.headers = headers;
    }

    private String header(String name) {
        return headers.firstValue("Lambda-Runtime-" + name).orElse(null);
    }

    @Override
    public String getAwsRequestId() {
        return header("Aws-Request-Id");
    }

    @Override
    public String getLogGroupName() {
        return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
    }

    @Override
    public String getLogStreamName() {
        return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
    }

    @Override
    public String getFunctionName() {
        return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
    }

    @Override
    public String getFunctionVersion() {
        return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
    }

    @Override
    public String getInvokedFunctionArn() {
        return header("Invoked-Function-Arn");
    }

    @Override
    public CognitoIdentity getIdentity() {
        Map<?, ?> identity = object(header("Cognito-Identity"));
        return new CognitoIdentity() {
            @Override
            public String getIdentityId() {
                return text(identity, "cognitoIdentityId");
            }

            @Override
            public String getIdentityPoolId() {
                return text(identity, "cognitoIdentityPoolId");
            }
        };
    }

    @Override
    public ClientContext getClientContext() {
        if (header("Client-Context") == null) return null;
        Map<?, ?> context = object(header("Client-Context"));
        return new ClientContext() {
            @Override
            public Client getClient() {
                return context.get("client") instanceof Map ? client((Map<?, ?>) context.get("client")) : null;
            }

            @Override
            public Map<String, String> getCustom() {
                return texts(context.get("custom"));
            }

            @Override
            public Map<String, String> getEnvironment() {
                return texts(context.get("env"));
            }
        };
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Math.max(0, Long.parseLong(header("Deadline-Ms")) - System.currentTimeMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log(message.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void log(byte[] message) {
                System.out.write(message, 0, message.length);
                System.out.flush();
            }
        };
    }

    private static Client client(Map<?, ?> client) {
        return new Client() {
            @Override
            public String getInstallationId() {
                return text(client, "installation_id");
            }

            @Override
            public String getAppTitle() {
                return text(client, "app_title");
            }

            @Override
            public String getAppVersionName() {
                return text(client, "app_version_name");
            }

            @Override
            public String getAppVersionCode() {
                return text(client, "app_version_code");
            }

            @Override
            public String getAppPackageName() {
                return text(client, "app_package_name");
            }
        };
    }

    private static Map<?, ?> object(String json) {
        Object value = json == null ? null : JsonReader.read(json);
        return value instanceof Map ? (Map<?, ?>) value : Map.of();
    }

    private static String text(Map<?, ?> object, String key) {
        Object value = object.get(key);
        return value == null ? null : value.toString();
    }

    private static Map<String, String> texts(Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof Map) for (Object key : ((Map<?, ?>) value).keySet()) texts.put((String) key, text((Map<?, ?>) value, (String) key));
        return texts;
    }
}
