package starts;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a handler is at least; Lambda's runtime client reads and writes JSON for it. */
public final class Bare implements RequestHandler<Map<String, Object>, Map<String, Object>> {
    @Override
    public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        if (!(event.get("body") instanceof String)) throw new IllegalStateException("no body");
        return Map.of("statusCode", 201, "headers", Map.of("Content-Type", "application/json"), "body", "{\"id\":1,\"name\":\"Rex\",\"species\":\"dog\"}");
    }

    /** One that does not even read its event. */
    public static final class Stream implements RequestStreamHandler {
        @Override
        public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
            in.readAllBytes();
            out.write("{\"statusCode\":201,\"body\":\"{}\"}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
