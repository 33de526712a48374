package starts;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Loads a handler as Lambda's runtime client does, JSON by Lambda's own serialization included, has it answer once, and ends; without a name it only starts. */
public final class Start {
    private Start() {}

    @SuppressWarnings("unchecked")
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) return;
        ByteArrayInputStream in = new ByteArrayInputStream(Files.readAllBytes(Path.of(arguments[1])));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Object handler = Class.forName(arguments[0]).getDeclaredConstructor().newInstance();
        if (handler instanceof RequestStreamHandler streams) streams.handleRequest(in, out, null);
        else {
            PojoSerializer<Object> maps = (PojoSerializer<Object>) (PojoSerializer<?>) JacksonFactory.getInstance().getSerializer(Map.class);
            maps.toJson(((RequestHandler<Object, Object>) handler).handleRequest(maps.fromJson(in), null), out);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        if (!text.contains("\"statusCode\":201")) throw new IllegalStateException(text);
    }
}
