package bn.conformance.wrong;

import bn.api.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** What happens instead of one method of something that is right otherwise. */
interface Fault {

    /** The right method, to be called or not, with the same or other arguments. */
    record Original(Object target, Method method) {

        Object call(Object... arguments) throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }

    /** Its result. */
    Object instead(Original original, Object[] arguments) throws Throwable;

    /** The same object with the methods of a name replaced. */
    static <T> T in(Class<T> type, Object target, String method, Fault fault) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
            Original original = new Original(target, called);
            return called.getName().equals(method) ? fault.instead(original, arguments) : original.call(arguments);
        }));
    }

    /** The fault of doing the right thing first. */
    static Fault after(Effect effect) {
        return (original, arguments) -> {
            Object result = original.call(arguments);
            effect.on(arguments);
            return result;
        };
    }

    /** What is done to the arguments of a call. */
    interface Effect {
        void on(Object[] arguments);
    }

    /** Sets every element of a tensor. */
    static void set(Tensor tensor, IntToDoubleFunction value) {
        double[] values = new double[(int) tensor.shape().elements()];
        Arrays.setAll(values, value);
        tensor.upload(values, 0);
    }
}
