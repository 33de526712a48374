package apigen;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs a handler for the Lambda Runtime API, as the runtime client of Lambda's own Java runtimes does. */
public final class Bootstrap {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String API = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/";

    private Bootstrap() {}

    public static void main(String[] arguments) throws Exception {
        // The folder that no other instance has: Java itself does not look at TMPDIR.
        System.setProperty("java.io.tmpdir", System.getenv("TMPDIR"));
        Handler handler;
        try {
            handler = Handler.load(System.getenv("_HANDLER"));
        } catch (Throwable error) {
            fail("init/error", error);
            System.exit(1);
            return;
        }
        while (true) {
            HttpResponse<byte[]> next = send(HttpRequest.newBuilder(URI.create(API + "invocation/next")).GET().build());
            Invocation invocation = new Invocation(next.headers());
            String path = "invocation/" + invocation.getAwsRequestId();
            next.headers().firstValue("Lambda-Runtime-Trace-Id").ifPresent(id -> System.setProperty("com.amazonaws.xray.traceHeader", id));
            byte[] answer;
            try {
                answer = handler.call(next.body(), invocation);
            } catch (Throwable error) {
                fail(path + "/error", error);
                // What cannot be relied on any more is not used again.
                if (error instanceof VirtualMachineError) System.exit(1);
                continue;
            }
            System.out.flush();
            post(path + "/response", answer, null);
        }
    }

    private static void fail(String path, Throwable error) throws IOException, InterruptedException {
        error.printStackTrace(System.out);
        System.out.flush();
        String json;
        try {
            json = JsonWriter.write(describe(error));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        post(path, json.getBytes(StandardCharsets.UTF_8), error.getClass().getName());
    }

    private static Map<String, Object> describe(Throwable error) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("errorMessage", error.getMessage() == null ? error.getClass().getName() : error.getMessage());
        described.put("errorType", error.getClass().getName());
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : error.getStackTrace()) {
            String name = frame.getClassName();
            // From here on it is how the handler was called.
            if (name.startsWith("apigen.") || name.startsWith("jdk.internal.reflect.") || name.startsWith("java.lang.reflect.")) break;
            frames.add(frame.toString());
        }
        described.put("stackTrace", frames);
        if (error.getCause() != null && error.getCause() != error) described.put("cause", describe(error.getCause()));
        return described;
    }

    private static void post(String path, byte[] body, String errorType) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(API + path)).header("Content-Type", "application/json");
        if (errorType != null) request.header("Lambda-Runtime-Function-Error-Type", errorType);
        send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
}
