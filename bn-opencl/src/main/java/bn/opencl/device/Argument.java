package bn.opencl.device;

import com.aparapi.internal.jni.KernelArgJNI;
import java.lang.reflect.Array;
import java.lang.reflect.Field;

/** An argument of a kernel as Aparapi's native code sees it: it reads these fields at every launch. */
final class Argument extends KernelArgJNI {
    private final int declared;

    Argument(Field field, int declared) {
        name = field.getName();
        type = declared;
        this.declared = declared;
    }

    /** Points it to an array on the host. */
    void bind(Object onHost, int elementBytes) {
        javaArray = onHost;
        array = onHost;
        numElements = Array.getLength(onHost);
        sizeInBytes = Math.multiplyExact(numElements, elementBytes);
    }

    /** What it was declared as, with more flags, or without some. */
    void declare(int with, int without) {
        type = (declared | with) & ~without;
    }

    /** Lets go of the array on the host. */
    void release() {
        javaArray = null;
        array = null;
    }
}
