package generated.handlers.java.validation;

import java.util.ArrayList;
import java.util.List;

/** One validation in progress. */
public final class Run {
    private static final int MAX_VIOLATIONS = 100;
    private static final int MAX_DEPTH = 400;
    private static final int MAX_STEPS = 300_000;

    private final String place;
    private List<Violation> violations = new ArrayList<>();
    // Calls that are open, and calls in all: both are bounded, whatever a caller sends.
    private int depth;
    private int steps;
    // Why the value could not be checked to the end: then this is all there is to say.
    private Violation gaveUp;

    /** A run over the part of a request that {@code place} names. */
    Run(String place) {
        this.place = place;
    }

    /** Notes a violation. */
    public void fail(String at, String message) {
        if (violations.size() < MAX_VIOLATIONS) violations.add(new Violation(place, at, message));
    }

    /** Begins a named schema; false where a value takes too long to check. The caller ends it with {@link #leave}. */
    public boolean enter() {
        if (depth < MAX_DEPTH && steps < MAX_STEPS) {
            depth++;
            steps++;
            return true;
        }
        giveUp("", "must be smaller to be checked");
        return false;
    }

    /** Ends a named schema. */
    public void leave() {
        depth--;
    }

    /** Ends all checking. */
    void giveUp(String at, String message) {
        steps = MAX_STEPS;
        if (gaveUp == null) gaveUp = new Violation(place, at, message);
    }

    /** The violations that a check finds, kept apart. */
    List<Violation> attempt(Check check, Object value, String at) {
        List<Violation> before = violations;
        int open = depth;
        violations = new ArrayList<>();
        check.check(value, at, this);
        List<Violation> found = violations;
        violations = before;
        depth = open;
        return found;
    }

    /** What was found. */
    List<Violation> result() {
        return gaveUp == null ? violations : List.of(gaveUp);
    }
}
