package bn.opencl.device;

import bn.api.BnException;
import bn.opencl.program.Program;
import com.aparapi.Kernel;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.jni.KernelRunnerJNI;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Runs a program on an OpenCL device through the native part of Aparapi.
 *
 * <p>Aparapi's own runner copies arrays at every launch, loses the contents of the device when the garbage collector moves an
 * array, and falls back to Java threads when something fails. This runner avoids all three. A first launch makes native code
 * create the buffer of an array, with a copy of its contents. After it, the argument is declared as local memory, which native
 * code does not touch: the buffer stays bound to the kernel, and the array on the host can be freed. A staging array is declared
 * as a global array again only for the launch that uploads it. Every failure is an exception.
 */
final class OpenClRunner extends KernelRunnerJNI implements Runner {
    /** No kernel runs while a program is built: PoCL 3.1 would sometimes lose temporary files of its compiler. */
    private static final ReadWriteLock BUILDING = new ReentrantReadWriteLock();

    private static final int BUFFER = ARG_GLOBAL | ARG_READ | ARG_WRITE;

    private final String device;
    private final Program program;
    private final int elementBytes;
    private final Map<String, KernelArgument> arguments = new LinkedHashMap<>();
    private final ByteBuffer toNative = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    private final ByteBuffer fromNative = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    private long context;

    OpenClRunner(OpenCLDevice device, Program program, int elementBytes) {
        this.device = device.getName();
        this.program = program;
        this.elementBytes = elementBytes;
        // Otherwise the Java arrays themselves would be the buffers.
        device.setSharedMemory(false);
        Translation translation = Translation.of(program);
        BUILDING.writeLock().lock();
        try {
            context = initJNI(program, device, flag(device));
            if (context == 0 || buildProgramJNI(context, translation.source(), "") == 0) {
                throw new BnException("device '" + this.device + "' does not build the kernels; its compiler's message is above");
            }
        } finally {
            BUILDING.writeLock().unlock();
        }
        translation.fields().forEach(this::declare);
        KernelArgument[] all = arguments.values().toArray(KernelArgument[]::new);
        setArgsJNI(context, all, all.length);
    }

    private static int flag(OpenCLDevice device) {
        return switch (device.getType()) {
            case GPU -> JNI_FLAG_USE_GPU;
            case ACC -> JNI_FLAG_USE_ACC;
            default -> 0;
        };
    }

    private void declare(Field field) {
        Class<?> type = field.getType();
        int element = switch ((type.isArray() ? type.getComponentType() : type).getName()) {
            case "int" -> ARG_INT;
            case "float" -> ARG_FLOAT;
            default -> ARG_DOUBLE;
        };
        boolean local = field.getAnnotation(Kernel.Local.class) != null;
        KernelArgument argument = new KernelArgument(field,
                element | (type.isArray() ? ARG_ARRAY | ARG_EXPLICIT | (local ? ARG_LOCAL : BUFFER) : ARG_PRIMITIVE));
        if (local) {
            argument.bind(program.local(field.getName()), elementBytes);
        }
        arguments.put(field.getName(), argument);
    }

    @Override
    public void arena(Object array) {
        arguments.get("arena").bind(array, elementBytes);
        for (boolean large : new boolean[] {false, true}) {
            stagingArgument(large).bind(program.staging(large), elementBytes);
        }
        for (KernelArgument argument : buffers()) {
            argument.declare(0, 0);
        }
        launch(new NdRange(1, 1, 1, 1), true);
        for (KernelArgument argument : buffers()) {
            keepOnDevice(argument);
        }
    }

    private KernelArgument[] buffers() {
        return new KernelArgument[] {arguments.get("arena"), stagingArgument(false), stagingArgument(true)};
    }

    private KernelArgument stagingArgument(boolean large) {
        return arguments.get(large ? "largeStaging" : "smallStaging");
    }

    private static void keepOnDevice(KernelArgument argument) {
        argument.declare(ARG_LOCAL, BUFFER);
        argument.release();
    }

    @Override
    public void run(NdRange range) {
        launch(range, false);
    }

    @Override
    public void runWithStaging(boolean large, NdRange range) {
        KernelArgument argument = stagingArgument(large);
        argument.bind(program.staging(large), elementBytes);
        argument.declare(ARG_EXPLICIT_WRITE, 0);
        try {
            launch(range, true);
        } finally {
            keepOnDevice(argument);
        }
    }

    @Override
    public void fetchStaging(boolean large) {
        check(getJNI(context, program.staging(large)));
    }

    private void launch(NdRange range, boolean arraysChanged) {
        if (context == 0) {
            throw new IllegalStateException("the backend is closed");
        }
        BUILDING.readLock().lock();
        try {
            check(runKernelJNI(context, range.toAparapi(null), arraysChanged, 1, toNative, fromNative));
        } finally {
            BUILDING.readLock().unlock();
        }
    }

    private void check(int status) {
        if (status != 0) {
            throw new BnException("device '" + device + "' failed with OpenCL error " + status
                    + (status == -4 || status == -5 || status == -6 || status == -61 ? " (out of memory)" : ""));
        }
    }

    @Override
    public void close() {
        if (context != 0) {
            for (KernelArgument argument : buffers()) {
                argument.declare(0, 0);
            }
            disposeJNI(context);
            context = 0;
        }
    }
}
