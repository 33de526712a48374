package generated.handlers.java.runtime;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** What is wrong with responses of handlers. It is looked for in development alone. */
@FunctionalInterface
public interface ResponseFaults {
    /** What is wrong with one, each as a text: {@code body/age must be an integer}. */
    List<String> of(OperationSpec spec, Reply reply);

    /**
     * What {@code apigen dev} and {@code createGateway} check the responses of a function with: they name a folder of classes of their own. Everywhere
     * else nothing is wrong with any.
     */
    static ResponseFaults inDevelopment() {
        String folder = System.getenv("APIGEN_RESPONSE_CHECKS");
        if (folder == null) return (spec, reply) -> List.of();
        try {
            URLClassLoader classes = new URLClassLoader(new URL[] {Path.of(folder).toUri().toURL()}, ResponseFaults.class.getClassLoader());
            return ServiceLoader.load(ResponseFaults.class, classes).findFirst()
                .orElseThrow(() -> new IllegalStateException("There are no checks of responses in " + folder + "."));
        } catch (MalformedURLException error) {
            throw new IllegalStateException("The folder " + folder + " has no address.", error);
        }
    }
}
