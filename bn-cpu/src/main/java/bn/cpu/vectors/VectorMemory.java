package bn.cpu.vectors;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loads and stores vectors in off-heap memory. Up to JDK 21 the Vector API takes byte buffers; from JDK 22 on it takes memory
 * segments, which JDK 17 does not have. Method handles support both, and HotSpot compiles them like direct calls.
 */
public final class VectorMemory {
    private static final Class<?> MEMORY = memory();
    private static final MethodHandle WRAP = wrapping();

    private VectorMemory() {}

    private static Class<?> memory() {
        try {
            return Runtime.version().feature() < 22 ? ByteBuffer.class : Class.forName("java.lang.foreign.MemorySegment");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MethodHandle wrapping() {
        try {
            MethodHandle wrap = buffers() ? MethodHandles.identity(ByteBuffer.class)
                    : MethodHandles.lookup().findStatic(MEMORY, "ofBuffer", MethodType.methodType(MEMORY, Buffer.class));
            return wrap.asType(MethodType.methodType(Object.class, ByteBuffer.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The memory of a direct buffer, in the form that the handles take. */
    public static Object wrap(ByteBuffer buffer) {
        try {
            return (Object) WRAP.invokeExact(buffer);
        } catch (Throwable t) {
            throw failure(t);
        }
    }

    /** The exception to throw after a handle has thrown. */
    public static RuntimeException failure(Throwable t) {
        return t instanceof RuntimeException e ? e : new IllegalStateException(t);
    }

    /** A handle (Object memory, int byteOffset) that returns a vector of this class and species. */
    public static MethodHandle load(Class<?> vector, VectorSpecies<?> species) throws ReflectiveOperationException {
        MethodHandle load = MethodHandles.lookup().findStatic(vector, buffers() ? "fromByteBuffer" : "fromMemorySegment",
                MethodType.methodType(vector, VectorSpecies.class, MEMORY, offset(), ByteOrder.class));
        return MethodHandles.insertArguments(MethodHandles.insertArguments(load, 0, species), 2, ByteOrder.nativeOrder())
                .asType(MethodType.methodType(vector, Object.class, int.class));
    }

    /** A handle (vector, Object memory, int byteOffset). */
    public static MethodHandle store(Class<?> vector) throws ReflectiveOperationException {
        MethodHandle store = MethodHandles.lookup().findVirtual(vector, buffers() ? "intoByteBuffer" : "intoMemorySegment",
                MethodType.methodType(void.class, MEMORY, offset(), ByteOrder.class));
        return MethodHandles.insertArguments(store, 3, ByteOrder.nativeOrder())
                .asType(MethodType.methodType(void.class, vector, Object.class, int.class));
    }

    private static boolean buffers() {
        return MEMORY == ByteBuffer.class;
    }

    private static Class<?> offset() {
        return buffers() ? int.class : long.class;
    }
}
