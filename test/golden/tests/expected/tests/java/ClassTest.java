import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** `PUT /photo` */
class ClassTest {
    /** Where the API is served; {@code apigen dev --exec "mvn test"} says it. */
    private static final String URL = System.getenv("APIGEN_URL");

    @Test
    void answersAsDeclared() throws Exception {
        assumeTrue(URL != null, "the API is not served: apigen dev --exec \"mvn test\"");
        var request = HttpRequest.newBuilder(URI.create(URL + "/photo"))
            .method("PUT", BodyPublishers.ofString("--part-of-a-test\r\ncontent-disposition: form-data; name=\"photo\"; filename=\"file\"\r\ncontent-type: application/octet-stream\r\n\r\nAA==\r\n--part-of-a-test\r\ncontent-disposition: form-data; name=\"note\"\r\n\r\ntext\r\n--part-of-a-test--\r\n"))
            .headers("content-type", "multipart/form-data; boundary=part-of-a-test")
            .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assumeFalse(Set.of(501).contains(response.statusCode()), "class is not implemented yet");
        assertTrue(Set.of(200).contains(response.statusCode()), response.body());
    }
}
