package generated.handlers.java.runtime;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;

/** What a function is given in development alone; loaded nowhere else. */
final class Development {
    private Development() {}

    /** What {@code apigen dev} and {@code createGateway} check the responses of a function with: {@code folder} has classes of their own. */
    static ResponseFaults responseFaults(String folder) {
        try {
            URLClassLoader classes = new URLClassLoader(new URL[] {Path.of(folder).toUri().toURL()}, Development.class.getClassLoader());
            return ServiceLoader.load(ResponseFaults.class, classes).findFirst()
                .orElseThrow(() -> new IllegalStateException("There are no checks of responses in " + folder + "."));
        } catch (MalformedURLException error) {
            throw new IllegalStateException("The folder " + folder + " has no address.", error);
        }
    }
}
