package bn.conformance.wrong;

import bn.api.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Replaces one method of an object that is correct otherwise. */
interface Fault {

    /** The correct method; a fault may call it, with the same or other arguments. */
    record Original(Object target, Method method) {

        Object call(Object... arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** The result of the replaced method. */
    Object instead(Original original, Object[] arguments) throws Throwable;

    /** The same object, with all methods of a name replaced. */
    static <T> T in(Class<T> type, Object target, String method, Fault fault) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            Original original = new Original(target, called);
            return called.getName().equals(method) ? fault.instead(original, arguments) : original.call(arguments);
        }));
    }

    /** A fault that calls the correct method first. */
    static Fault after(Effect effect) {
        return (original, arguments) -> {
            Object result = original.call(arguments);
            effect.on(arguments);
            return result;
        };
    }

    /** Changes the arguments of a call. */
    interface Effect {
        void on(Object[] arguments);
    }

    /** Calls the original with other elements of an argument, which gets its own elements back. */
    static Object withElements(Original original, Object[] arguments, Object argument, IntToDoubleFunction value)
            throws Throwable {
        Tensor tensor = (Tensor) argument;
        double[] own = tensor.toDoubles();
        set(tensor, value);
        try {
            return original.call(arguments);
        } finally {
            tensor.upload(own, 0);
        }
    }

    /** Sets every element of a tensor. */
    static void set(Tensor tensor, IntToDoubleFunction value) {
        double[] values = new double[(int) tensor.shape().elements()];
        Arrays.setAll(values, value);
        tensor.upload(values, 0);
    }
}
