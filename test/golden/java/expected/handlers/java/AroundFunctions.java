package handlers.java;

import generated.handlers.java.runtime.AroundFunction;
import java.util.List;

/** What stands around every function of this package. */
public final class AroundFunctions {
    private AroundFunctions() {}

    /** The first outermost: {@code (event, function, next) -> next.run()}. Each function asks once, when its class is loaded. */
    public static List<AroundFunction> around() {
        return List.of();
    }
}
