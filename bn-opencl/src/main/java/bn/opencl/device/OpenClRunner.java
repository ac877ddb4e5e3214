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
 * Runs a program on an OpenCL device through the native half of Aparapi.
 *
 * <p>Aparapi's own runner copies arrays at every launch, loses what is on the device when the garbage collector moves an array,
 * and turns to Java threads when something fails. Here native code creates the buffer of an array at a first launch, with a
 * copy of its contents; then the argument is declared to be local memory, which native code leaves alone, and so the buffer
 * stays bound to the kernel while the array on the host is let go. Only a staging array is declared as what it is, for the one
 * launch that brings it. Every failure is an exception.
 */
final class OpenClRunner extends KernelRunnerJNI implements Runner {
    /** Nothing runs while a program is built: PoCL 3.1 then loses the compiler's temporary files, now and then. */
    private static final ReadWriteLock BUILDING = new ReentrantReadWriteLock();

    private static final int BUFFER = ARG_GLOBAL | ARG_READ | ARG_WRITE;

    private final String device;
    private final Program program;
    private final int elementBytes;
    private final Map<String, Argument> arguments = new LinkedHashMap<>();
    private final ByteBuffer toNative = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    private final ByteBuffer fromNative = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
    private long context;

    OpenClRunner(OpenCLDevice device, Program program, int elementBytes) {
        this.device = device.getName();
        this.program = program;
        this.elementBytes = elementBytes;
        // Without this, buffers are the arrays themselves.
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
        Argument[] all = arguments.values().toArray(Argument[]::new);
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
        Argument argument = new Argument(field,
                element | (type.isArray() ? ARG_ARRAY | ARG_EXPLICIT | (local ? ARG_LOCAL : BUFFER) : ARG_PRIMITIVE));
        if (local) {
            argument.bind(program.local(field.getName()), elementBytes);
        }
        arguments.put(field.getName(), argument);
    }

    @Override
    public void heap(Object array) {
        arguments.get("heap").bind(array, elementBytes);
        for (boolean many : new boolean[] {false, true}) {
            staging(many).bind(program.staging(many), elementBytes);
        }
        for (Argument argument : buffers()) {
            argument.declare(0, 0);
        }
        launch(new Grid(1, 1, 1, 1), true);
        for (Argument argument : buffers()) {
            keepOnDevice(argument);
        }
    }

    private Argument[] buffers() {
        return new Argument[] {arguments.get("heap"), staging(false), staging(true)};
    }

    private Argument staging(boolean many) {
        return arguments.get(many ? "many" : "few");
    }

    private static void keepOnDevice(Argument argument) {
        argument.declare(ARG_LOCAL, BUFFER);
        argument.release();
    }

    @Override
    public void run(Grid grid) {
        launch(grid, false);
    }

    @Override
    public void runWithStaging(boolean many, Grid grid) {
        Argument argument = staging(many);
        argument.bind(program.staging(many), elementBytes);
        argument.declare(ARG_EXPLICIT_WRITE, 0);
        try {
            launch(grid, true);
        } finally {
            keepOnDevice(argument);
        }
    }

    @Override
    public void fetchStaging(boolean many) {
        check(getJNI(context, program.staging(many)));
    }

    private void launch(Grid grid, boolean arraysChanged) {
        if (context == 0) {
            throw new IllegalStateException("the backend is closed");
        }
        BUILDING.readLock().lock();
        try {
            check(runKernelJNI(context, grid.range(null), arraysChanged, 1, toNative, fromNative));
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
            for (Argument argument : buffers()) {
                argument.declare(0, 0);
            }
            disposeJNI(context);
            context = 0;
        }
    }
}
