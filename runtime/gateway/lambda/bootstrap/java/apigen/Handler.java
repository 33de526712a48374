package apigen;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** A handler by its name, {@code package.Class} or {@code package.Class::method}: an implementation of Lambda's interfaces, or a plain method. */
final class Handler {
    private final Object target;
    private final Method method;

    private Handler(Object target, Method method) {
        this.target = target;
        this.method = method;
    }

    static Handler load(String name) throws Throwable {
        int colons = name.indexOf("::");
        String className = colons < 0 ? name : name.substring(0, colons);
        Class<?> type;
        try {
            type = Class.forName(className);
        } catch (ClassNotFoundException error) {
            throw new ClassNotFoundException("Class not found: " + className, error);
        }
        String methodName = colons < 0 ? "handleRequest" : name.substring(colons + 2);
        if (colons < 0 && !RequestHandler.class.isAssignableFrom(type) && !RequestStreamHandler.class.isAssignableFrom(type))
            throw new IllegalArgumentException(className + " implements neither RequestHandler nor RequestStreamHandler: name its method, " + className + "::method");
        Method method = find(type, methodName);
        method.setAccessible(true);
        if (Modifier.isStatic(method.getModifiers())) return new Handler(null, method);
        try {
            java.lang.reflect.Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return new Handler(constructor.newInstance(), method);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
    }

    /** The one with most parameters; not what the compiler made for generics. */
    private static Method find(Class<?> type, String name) throws NoSuchMethodException {
        Method best = null;
        // An interface may implement the method for its classes.
        for (Method method : type.getMethods()) {
            if (method.isDefault() && !method.isBridge() && method.getName().equals(name)) best = method;
        }
        for (Class<?> one = type; one != null; one = one.getSuperclass()) {
            for (Method method : one.getDeclaredMethods()) {
                if (!method.getName().equals(name) || method.isBridge() || method.getParameterCount() > 3) continue;
                if (best == null || method.getParameterCount() > best.getParameterCount()) best = method;
            }
        }
        if (best == null) throw new NoSuchMethodException("No public method named " + name + " with appropriate method signature found on class " + type.getName());
        return best;
    }

    /** JSON text, or whatever a stream handler wrote. */
    byte[] call(byte[] event, Context context) throws Throwable {
        Type[] types = method.getGenericParameterTypes();
        Object[] arguments = new Object[types.length];
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        for (int index = 0; index < types.length; index++) {
            if (types[index] == InputStream.class) arguments[index] = new ByteArrayInputStream(event);
            else if (types[index] == OutputStream.class) arguments[index] = output;
            else if (types[index] == Context.class) arguments[index] = context;
            else arguments[index] = Bean.make(JsonReader.read(new String(event, StandardCharsets.UTF_8)), types[index]);
        }
        Object result;
        try {
            result = method.invoke(target, arguments);
        } catch (InvocationTargetException error) {
            throw error.getCause();
        }
        if (java.util.Arrays.asList(types).contains(OutputStream.class)) return output.toByteArray();
        return JsonWriter.write(result).getBytes(StandardCharsets.UTF_8);
    }
}
