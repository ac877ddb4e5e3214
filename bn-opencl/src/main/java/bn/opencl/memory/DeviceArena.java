package bn.opencl.memory;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.kernel.Window;
import bn.opencl.device.NdRange;
import bn.opencl.device.Runner;
import bn.opencl.program.Op;
import bn.opencl.program.Program;
import java.lang.reflect.Array;
import java.util.Locale;

/**
 * One array on the device that holds all tensors of a dtype, and the program that works on it. It begins small and grows when it
 * is full: its contents are copied into a larger array on the host, which then replaces it on the device.
 */
public final class DeviceArena {
    private static final int FIRST_CAPACITY = 1 << 20;

    private final DType dtype;
    private final String device;
    private final Program program;
    private final Runner runner;
    private final LaunchGeometry geometry;
    private final int limit;
    private final FreeList list = new FreeList();
    private final Staging staging;
    private boolean open = true;

    DeviceArena(DType dtype, String device, Program program, Runner runner, LaunchGeometry geometry, int limit) {
        this.dtype = dtype;
        this.device = device;
        this.program = program;
        this.runner = runner;
        this.geometry = geometry;
        this.limit = limit;
        staging = new Staging(program, runner, geometry);
        replace(array(Math.min(FIRST_CAPACITY, aligned(limit))));
    }

    private Object array(int elements) {
        return Array.newInstance(dtype == DType.FLOAT32 ? float.class : double.class, elements);
    }

    private static int aligned(int elements) {
        return elements / FreeList.ALIGNMENT * FreeList.ALIGNMENT;
    }

    private void replace(Object array) {
        program.prepare(Op.NOTHING);
        runner.arena(array);
        if (Array.getLength(array) > list.capacity()) {
            list.grow(Array.getLength(array));
        }
    }

    /** The element type. */
    public DType dtype() {
        return dtype;
    }

    /** How launches divide their work over items. */
    public LaunchGeometry geometry() {
        return geometry;
    }

    /** The program, for tests of its launch counts and of its arrays on the host. */
    public Program program() {
        return program;
    }

    /**
     * Allocates elements, whose contents are undefined, and returns where they start.
     *
     * @param purpose what they are for, for the message of a failure
     * @throws BnException if the device is full
     */
    public int allocate(int length, String purpose) {
        int at = list.allocate(length);
        if (at < 0) {
            grow(length, purpose);
            at = list.allocate(length);
        }
        return at;
    }

    /** Frees elements that {@link #allocate} returned. */
    public void release(int at, int length) {
        list.release(at, length);
    }

    private void grow(int length, String purpose) {
        int capacity = list.capacity();
        long needed = list.end() + FreeList.rounded(length);
        if (needed > limit) {
            throw full(length, purpose, "");
        }
        int used = list.end();
        Object old = null;
        try {
            old = array(capacity);
            Object larger = array((int) Math.min(aligned(limit), Math.max(needed, 2L * capacity)));
            staging.read(0, used, larger, 0);
            System.arraycopy(larger, 0, old, 0, used);
            replace(larger);
        } catch (OutOfMemoryError e) {
            throw full(length, purpose, "; the Java heap has no room for a copy of it (-Xmx)");
        } catch (BnException e) {
            replace(old);
            throw full(length, purpose, "; " + e.getMessage());
        }
    }

    private BnException full(int length, String purpose, String cause) {
        long end = (long) limit - list.end();
        return new BnException(String.format(Locale.ROOT, "device '%s' is full: %s takes %s; of at most %s of %s %s are free, "
                + "at most %s in one piece%s; use smaller batches or layers", device, purpose, size(length), size(limit),
                dtype.label(),
                size(list.total() + limit - list.capacity()), size(Math.max(list.largest(), end)), cause));
    }

    private String size(long elements) {
        return String.format(Locale.ROOT, "%.1f MiB", elements * dtype.bytes() / 1048576.0);
    }

    /** Runs an operation. */
    public void run(int op, NdRange range, double[] scalars, int... arguments) {
        checkOpen();
        program.scalars(scalars);
        program.prepare(op, arguments);
        runner.run(range);
    }

    /** Runs an elementwise operation on n elements; it takes at most 15 arguments. */
    public void runOnElements(int op, int n, double[] scalars, int... arguments) {
        int each = geometry.elementsEach(n);
        int[] all = new int[16];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[15] = each;
        run(op, geometry.items((n + each - 1) / each), scalars, all);
    }

    /** Sets the windows for the next operations, from images of one shape to images of another. */
    public void windows(Window window, Shape inputs, Shape outputs) {
        program.windows(window, inputs, outputs);
    }

    /** Copies elements to the device and back. */
    public Staging staging() {
        checkOpen();
        return staging;
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalStateException("the backend is closed");
        }
    }

    void close() {
        open = false;
        runner.close();
    }
}
