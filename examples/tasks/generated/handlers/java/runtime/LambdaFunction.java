package generated.handlers.java.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What Lambda calls. The only file that knows its interfaces. */
public interface LambdaFunction extends RequestStreamHandler {
    /** What the function does; made before the first event, so that it is part of a snapshot. */
    Handling service();

    /** What Lambda tells; {@code lambda} is its own context. */
    record Told(Context lambda) implements FunctionContext {
        @Override
        public String requestId() {
            return lambda.getAwsRequestId();
        }

        @Override
        public String functionName() {
            return lambda.getFunctionName();
        }

        @Override
        public String functionArn() {
            return lambda.getInvokedFunctionArn();
        }

        @Override
        public int remainingMillis() {
            return lambda.getRemainingTimeInMillis();
        }
    }

    @Override
    default void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Object event = Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        try {
            out.write(Json.write(service().handle(event, new Told(context))).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException error) {
            throw error;
        } catch (Exception error) {
            throw new IOException(error.getMessage(), error);
        }
    }
}
