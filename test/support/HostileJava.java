import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Answers what shape texts of Java have, with names and literals erased; what is wrong with one that has none begins with `!`. A question is a line
 * of texts in base64 with blanks between them, an answer a line of shapes in base64.
 */
public final class HostileJava {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> shapes = new ArrayList<>();
            for (String text : line.split(" ")) shapes.add(encode(shape(new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8))));
            System.out.println(String.join(" ", shapes));
        }
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shape(String text) throws Exception {
        DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///A.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return text;
            }
        };
        JavacTask task = (JavacTask) COMPILER.getTask(null, null, told, List.of("-proc:none"), null, List.of(source));
        StringBuilder shape = new StringBuilder();
        for (CompilationUnitTree unit : task.parse()) new Shapes(shape).scan(unit, null);
        for (Diagnostic<?> one : told.getDiagnostics()) if (one.getKind() == Diagnostic.Kind.ERROR) return "!does not parse: " + one.getMessage(null);
        return shape.toString();
    }

    private static final class Shapes extends TreeScanner<Void, Void> {
        private final StringBuilder shape;

        private Shapes(StringBuilder shape) {
            this.shape = shape;
        }

        @Override
        public Void scan(Tree tree, Void nothing) {
            // What is imported follows from names alone, and so does whether one is written with its package.
            if (tree == null || tree instanceof ImportTree || tree instanceof PackageTree) return null;
            if (tree instanceof IdentifierTree || isName(tree)) {
                shape.append('.');
                return null;
            }
            if (tree instanceof MethodInvocationTree call && isLong(call)) {
                // A text that is too long for one constant is several, which are put together again.
                String text = Tree.Kind.STRING_LITERAL.name() + "()";
                boolean isJoined = call.getMethodSelect().toString().endsWith("String.join");
                shape.append(isJoined ? text : "method_invocation(." + text + ")");
                return null;
            }
            shape.append(tree instanceof LiteralTree || tree instanceof ClassTree ? tree.getKind().name() : tree.getKind().name().toLowerCase()).append('(');
            super.scan(tree, nothing);
            shape.append(')');
            return null;
        }

        private static boolean isLong(MethodInvocationTree call) {
            boolean isRead = call.getMethodSelect().toString().matches("(generated\\.handlers\\.java\\.runtime\\.)?(Json\\.(read|list))|String\\.join");
            return isRead && call.getArguments().stream().allMatch(argument -> argument.getKind() == Tree.Kind.STRING_LITERAL);
        }

        private static boolean isName(Tree tree) {
            return tree instanceof IdentifierTree || (tree instanceof MemberSelectTree select && isName(select.getExpression()));
        }
    }
}
