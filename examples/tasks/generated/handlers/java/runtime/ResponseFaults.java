package generated.handlers.java.runtime;

import java.util.List;

/** What is wrong with responses of handlers. */
@FunctionalInterface
public interface ResponseFaults {
    /** What is wrong with one, each as a text: {@code body/age must be an integer}. */
    List<String> of(OperationSpec spec, Reply reply);
}
