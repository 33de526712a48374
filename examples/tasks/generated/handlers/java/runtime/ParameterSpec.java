package generated.handlers.java.runtime;

/** A declared parameter and how its text is read. */
public record ParameterSpec(String name, Place in, Shape shape, Style style, boolean explode) {
    /** Where a parameter stands in a request. */
    public enum Place {
        PATH("path"), QUERY("query"), HEADER("headers"), COOKIE("cookies");

        private final String member;

        Place(String member) {
            this.member = member;
        }

        /** The part of a read request that holds it. */
        String member() {
            return member;
        }
    }

    /** How values are written, as OpenAPI names it. */
    public enum Style { SIMPLE, LABEL, MATRIX, FORM, SPACE_DELIMITED, PIPE_DELIMITED, DEEP_OBJECT }

    /** What stands between the values of a list. */
    String separator() {
        return style == Style.SPACE_DELIMITED ? " " : style == Style.PIPE_DELIMITED ? "|" : ",";
    }
}
