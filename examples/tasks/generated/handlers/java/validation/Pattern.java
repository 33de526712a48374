package generated.handlers.java.validation;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * A regular expression, compiled when this code was generated, that takes linear time. It holds anywhere in a text.
 */
public final class Pattern {
    private static final int MAX_STEPS = 5_000_000;

    /** Whether a pattern holds. */
    enum Found { YES, NO, TOO_LONG }

    /** What a step of a program does. */
    private enum Kind { CLASS, FORK, JUMP, START, END, BOUNDARY, INSIDE, AHEAD, NOT_AHEAD, FOUND }

    private record Step(Kind kind, int first, int second, Step[] program) {}

    /** Ranges of code points (first, last, first, last, …) and Unicode categories such as {@code L}; {@code ^L} is all others. */
    private record Characters(int[] ranges, List<String> categories, boolean not) {
        boolean has(int point) {
            return within(point) != not;
        }

        private boolean within(int point) {
            for (int index = 0; index < ranges.length; index += 2) if (ranges[index] <= point && point <= ranges[index + 1]) return true;
            for (String category : categories) {
                boolean not = category.startsWith("^");
                if (categoryOf(point).startsWith(not ? category.substring(1) : category) != not) return true;
            }
            return false;
        }
    }

    private final Characters[] classes;
    private final Step[] program;

    private Pattern(Characters[] classes, Step[] program) {
        this.classes = classes;
        this.program = program;
    }

    /** The pattern that JSON describes: {@code {"classes": […], "program": […]}}. */
    public static Pattern of(Object json) {
        Map<?, ?> given = (Map<?, ?>) json;
        return new Pattern(((List<?>) given.get("classes")).stream().map(Pattern::charactersOf).toArray(Characters[]::new), programOf(given.get("program")));
    }

    private static Characters charactersOf(Object json) {
        Map<?, ?> given = (Map<?, ?>) json;
        int[] ranges = ((List<?>) given.get("ranges")).stream().mapToInt(Pattern::number).toArray();
        List<String> categories = given.get("categories") instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
        return new Characters(ranges, categories, given.containsKey("not"));
    }

    private static Step[] programOf(Object json) {
        return ((List<?>) json).stream().map(Pattern::stepOf).toArray(Step[]::new);
    }

    private static Step stepOf(Object json) {
        List<?> given = (List<?>) json;
        Kind kind = Kind.valueOf(given.get(0).toString().toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        if (kind == Kind.AHEAD || kind == Kind.NOT_AHEAD) return new Step(kind, 0, 0, programOf(given.get(1)));
        return new Step(kind, given.size() > 1 ? number(given.get(1)) : 0, given.size() > 2 ? number(given.get(2)) : 0, null);
    }

    private static int number(Object json) {
        return ((Number) json).intValue();
    }

    /**
     * Whether the pattern holds somewhere in a text. All states advance together, so time grows with the length of the text and never explodes:
     * patterns come from a document, texts from anybody. Too long after five million steps.
     */
    Found find(String text) {
        Search search = new Search(text.codePoints().toArray());
        // What begins at the start of the text need not be looked for anywhere else.
        boolean found = search.run(program, 0, program[0].kind() != Kind.START);
        return search.left < 0 ? Found.TOO_LONG : found ? Found.YES : Found.NO;
    }

    private final class Search {
        private final int[] points;
        private int left = MAX_STEPS;

        private Search(int[] points) {
            this.points = points;
        }

        private boolean run(Step[] steps, int start, boolean anywhere) {
            Deque<Integer> states = new ArrayDeque<>();
            // The last place at which a step was added: a set that need not be cleared.
            int[] added = new int[steps.length];
            Arrays.fill(added, -1);
            for (int at = start; ; at++) {
                Deque<Integer> pending = states;
                if (anywhere || at == start) pending.push(0);
                Deque<Integer> next = new ArrayDeque<>();
                while (!pending.isEmpty()) {
                    int index = pending.pop();
                    if (added[index] == at) continue;
                    added[index] = at;
                    if (left-- < 0) return false;
                    Step step = steps[index];
                    switch (step.kind()) {
                        case FOUND -> {
                            return true;
                        }
                        case CLASS -> {
                            if (at < points.length && classes[step.first()].has(points[at])) next.push(index + 1);
                        }
                        case FORK -> {
                            pending.push(step.first());
                            pending.push(step.second());
                        }
                        case JUMP -> pending.push(step.first());
                        default -> {
                            if (holds(step, at)) pending.push(index + 1);
                        }
                    }
                }
                if (at >= points.length || (next.isEmpty() && !anywhere)) return false;
                states = next;
            }
        }

        private boolean holds(Step step, int at) {
            boolean boundary = isWord(at - 1) != isWord(at);
            return switch (step.kind()) {
                case START -> at == 0;
                case END -> at == points.length;
                case BOUNDARY -> boundary;
                case INSIDE -> !boundary;
                default -> run(step.program(), at, false) == (step.kind() == Kind.AHEAD);
            };
        }

        private boolean isWord(int at) {
            if (at < 0 || at >= points.length) return false;
            int point = points[at];
            return point < 128 && (Character.isLetterOrDigit(point) || point == '_');
        }
    }

    private static String categoryOf(int point) {
        return switch (Character.getType(point)) {
            case Character.UPPERCASE_LETTER -> "Lu";
            case Character.LOWERCASE_LETTER -> "Ll";
            case Character.TITLECASE_LETTER -> "Lt";
            case Character.MODIFIER_LETTER -> "Lm";
            case Character.OTHER_LETTER -> "Lo";
            case Character.NON_SPACING_MARK -> "Mn";
            case Character.ENCLOSING_MARK -> "Me";
            case Character.COMBINING_SPACING_MARK -> "Mc";
            case Character.DECIMAL_DIGIT_NUMBER -> "Nd";
            case Character.LETTER_NUMBER -> "Nl";
            case Character.OTHER_NUMBER -> "No";
            case Character.SPACE_SEPARATOR -> "Zs";
            case Character.LINE_SEPARATOR -> "Zl";
            case Character.PARAGRAPH_SEPARATOR -> "Zp";
            case Character.CONTROL -> "Cc";
            case Character.FORMAT -> "Cf";
            case Character.PRIVATE_USE -> "Co";
            case Character.SURROGATE -> "Cs";
            case Character.DASH_PUNCTUATION -> "Pd";
            case Character.START_PUNCTUATION -> "Ps";
            case Character.END_PUNCTUATION -> "Pe";
            case Character.CONNECTOR_PUNCTUATION -> "Pc";
            case Character.OTHER_PUNCTUATION -> "Po";
            case Character.INITIAL_QUOTE_PUNCTUATION -> "Pi";
            case Character.FINAL_QUOTE_PUNCTUATION -> "Pf";
            case Character.MATH_SYMBOL -> "Sm";
            case Character.CURRENCY_SYMBOL -> "Sc";
            case Character.MODIFIER_SYMBOL -> "Sk";
            case Character.OTHER_SYMBOL -> "So";
            default -> "Cn";
        };
    }
}
