package bn.opencl.device;

import com.aparapi.internal.jni.KernelArgJNI;
import java.lang.reflect.Array;
import java.lang.reflect.Field;

/** An argument of an OpenCL kernel. Aparapi's native code reads the inherited fields at every launch. */
final class KernelArgument extends KernelArgJNI {
    private final int declared;

    KernelArgument(Field field, int declared) {
        name = field.getName();
        type = declared;
        this.declared = declared;
    }

    /** Binds the argument to an array on the host. */
    void bind(Object onHost, int elementBytes) {
        javaArray = onHost;
        array = onHost;
        numElements = Array.getLength(onHost);
        sizeInBytes = Math.multiplyExact(numElements, elementBytes);
    }

    /** Resets the type flags to those of the declaration, with some added and some removed. */
    void declare(int with, int without) {
        type = (declared | with) & ~without;
    }

    /** Drops the reference to the array on the host. */
    void release() {
        javaArray = null;
        array = null;
    }
}
