package generated.handlers.java.runtime;

/** One run of a function. */
record Invocation(FunctionContext function, boolean coldStart) {}
