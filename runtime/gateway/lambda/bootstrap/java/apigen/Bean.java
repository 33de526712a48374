package apigen;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Objects from JSON values and back, by the conventions of beans: setters and getters, public fields, components of records. */
final class Bean {
    private Bean() {}

    /** A value as the type wants it; what a class does not know is left out, as Lambda does. */
    static Object make(Object value, Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType) return generic(value, (ParameterizedType) type);
        if (type instanceof WildcardType) return make(value, ((WildcardType) type).getUpperBounds()[0]);
        if (type instanceof GenericArrayType) return array(value, ((GenericArrayType) type).getGenericComponentType());
        if (!(type instanceof Class)) return value;
        Class<?> wanted = (Class<?>) type;
        if (value == null) return null;
        if (wanted.isArray()) return array(value, wanted.getComponentType());
        if (value instanceof Number) return number((Number) value, wanted);
        if (wanted == boolean.class || wanted.isInstance(value)) return value;
        if (wanted.isEnum()) return constant(value, wanted);
        if (value instanceof String) return wanted == char.class || wanted == Character.class ? (Object) ((String) value).charAt(0) : parse((String) value, wanted);
        if (value instanceof Map && !wanted.isInterface()) return object((Map<?, ?>) value, wanted);
        throw new IllegalArgumentException("Cannot make a " + wanted.getName() + " of a " + value.getClass().getSimpleName() + " of the JSON text");
    }

    private static Object generic(Object value, ParameterizedType type) throws ReflectiveOperationException {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (value instanceof Map && Map.class.isAssignableFrom(raw)) {
            Map<String, Object> map = raw.isAssignableFrom(TreeMap.class) && !raw.isAssignableFrom(LinkedHashMap.class) ? new TreeMap<>() : new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : ((Map<?, ?>) value).entrySet()) map.put((String) member.getKey(), make(member.getValue(), arguments[1]));
            return map;
        }
        if (value instanceof List && Collection.class.isAssignableFrom(raw)) {
            Collection<Object> items = Set.class.isAssignableFrom(raw) ? new LinkedHashSet<>() : new ArrayList<>();
            for (Object item : (List<?>) value) items.add(make(item, arguments[0]));
            return items;
        }
        return make(value, raw);
    }

    private static Object array(Object value, Type component) throws ReflectiveOperationException {
        if (!(value instanceof List)) throw new IllegalArgumentException("Cannot make an array of a " + value.getClass().getSimpleName());
        List<?> items = (List<?>) value;
        Class<?> raw = component instanceof Class ? (Class<?>) component : (Class<?>) ((ParameterizedType) component).getRawType();
        Object array = Array.newInstance(raw, items.size());
        for (int index = 0; index < items.size(); index++) Array.set(array, index, make(items.get(index), component));
        return array;
    }

    private static Object number(Number number, Class<?> wanted) {
        if (wanted == int.class || wanted == Integer.class) return number.intValue();
        if (wanted == long.class || wanted == Long.class) return number.longValue();
        if (wanted == double.class || wanted == Double.class) return number.doubleValue();
        if (wanted == float.class || wanted == Float.class) return number.floatValue();
        if (wanted == short.class || wanted == Short.class) return number.shortValue();
        if (wanted == byte.class || wanted == Byte.class) return number.byteValue();
        if (wanted == BigDecimal.class) return new BigDecimal(number.toString());
        if (wanted == BigInteger.class) return new BigDecimal(number.toString()).toBigInteger();
        return wanted == String.class ? number.toString() : (Object) number;
    }

    private static Object constant(Object value, Class<?> wanted) {
        for (Object constant : wanted.getEnumConstants()) if (((Enum<?>) constant).name().equals(value)) return constant;
        throw new IllegalArgumentException(value + " is no " + wanted.getName());
    }

    /** By the constructor or factory that classes such as UUID, URI and Instant have for texts. */
    private static Object parse(String text, Class<?> wanted) throws ReflectiveOperationException {
        for (String factory : new String[] {"parse", "fromString", "valueOf", "create"}) {
            for (Method method : wanted.getMethods()) {
                Class<?>[] parameters = method.getParameterTypes();
                boolean fits = parameters.length == 1 && parameters[0].isAssignableFrom(String.class) && wanted.isAssignableFrom(method.getReturnType());
                if (fits && method.getName().equals(factory) && Modifier.isStatic(method.getModifiers())) return method.invoke(null, text);
            }
        }
        return wanted.getConstructor(String.class).newInstance(text);
    }

    private static Object object(Map<?, ?> members, Class<?> wanted) throws ReflectiveOperationException {
        if (wanted.isRecord()) return record(members, wanted);
        Constructor<?> constructor = wanted.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object made = constructor.newInstance();
        for (Method method : wanted.getMethods()) {
            String name = property(method.getName(), "set");
            if (name == null || method.getParameterCount() != 1 || method.isBridge() || !members.containsKey(name)) continue;
            Object value = make(members.get(name), method.getGenericParameterTypes()[0]);
            if (value == null && method.getParameterTypes()[0].isPrimitive()) continue;
            method.setAccessible(true);
            method.invoke(made, value);
        }
        for (Field field : wanted.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers()) || !members.containsKey(field.getName())) continue;
            field.set(made, make(members.get(field.getName()), field.getGenericType()));
        }
        return made;
    }

    private static Object record(Map<?, ?> members, Class<?> wanted) throws ReflectiveOperationException {
        RecordComponent[] components = wanted.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int index = 0; index < components.length; index++) {
            types[index] = components[index].getType();
            values[index] = make(members.get(components[index].getName()), components[index].getGenericType());
            if (values[index] == null && types[index].isPrimitive()) values[index] = Array.get(Array.newInstance(types[index], 1), 0);
        }
        Constructor<?> constructor = wanted.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
    }

    /** What an object holds, in the order of its fields; what is no field of its own comes behind, by name. */
    static Map<String, Object> read(Object bean) throws ReflectiveOperationException {
        Map<String, Object> found = new TreeMap<>();
        if (bean.getClass().isRecord()) {
            for (RecordComponent component : bean.getClass().getRecordComponents()) found.put(component.getName(), call(component.getAccessor(), bean));
        } else {
            for (Method method : bean.getClass().getMethods()) {
                if (method.getParameterCount() > 0 || method.getDeclaringClass() == Object.class || Modifier.isStatic(method.getModifiers())) continue;
                String name = property(method.getName(), "get");
                if (name == null && (method.getReturnType() == boolean.class)) name = property(method.getName(), "is");
                if (name != null && method.getReturnType() != void.class) found.put(name, call(method, bean));
            }
            for (Field field : bean.getClass().getFields()) if (!Modifier.isStatic(field.getModifiers())) found.put(field.getName(), field.get(bean));
        }
        Map<String, Object> ordered = new LinkedHashMap<>();
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> one = bean.getClass(); one != null; one = one.getSuperclass()) classes.add(0, one);
        for (Class<?> one : classes) for (Field field : one.getDeclaredFields()) if (found.containsKey(field.getName())) ordered.put(field.getName(), found.remove(field.getName()));
        ordered.putAll(found);
        return ordered;
    }

    private static Object call(Method method, Object bean) throws ReflectiveOperationException {
        method.setAccessible(true);
        return method.invoke(bean);
    }

    private static String property(String method, String prefix) {
        if (!method.startsWith(prefix) || method.length() == prefix.length()) return null;
        String rest = method.substring(prefix.length());
        // As java.beans has it: getURL is the property URL.
        boolean acronym = rest.length() > 1 && Character.isUpperCase(rest.charAt(0)) && Character.isUpperCase(rest.charAt(1));
        return acronym ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }
}
