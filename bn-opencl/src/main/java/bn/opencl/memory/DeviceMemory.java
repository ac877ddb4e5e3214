package bn.opencl.memory;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.opencl.device.ComputeDevice;
import bn.opencl.f32.FloatCpuProgram;
import bn.opencl.f32.FloatGpuProgram;
import bn.opencl.f64.DoubleCpuProgram;
import bn.opencl.f64.DoubleGpuProgram;
import bn.opencl.program.Op;
import bn.opencl.program.Program;
import java.util.EnumMap;
import java.util.Map;

/** The memory of one open backend: an arena for each dtype that is used. */
public final class DeviceMemory implements AutoCloseable {
    private final ComputeDevice device;
    private final boolean gpuProgram;
    private final Map<DType, DeviceArena> arenas = new EnumMap<>(DType.class);
    private boolean open = true;

    /**
     * Memory on a device, none of it in use yet.
     *
     * @param gpuProgram whether to run the programs for GPUs; otherwise those for processors
     */
    public DeviceMemory(ComputeDevice device, boolean gpuProgram) {
        this.device = device;
        this.gpuProgram = gpuProgram;
    }

    /**
     * A new tensor of zeros.
     *
     * @throws BnException if the device does not support the dtype or is full
     */
    public ArenaTensor allocate(DType dtype, Shape shape) {
        DeviceArena arena = arena(dtype);
        String purpose = "a tensor of " + shape + " " + dtype.label();
        if (shape.elements() > Integer.MAX_VALUE / dtype.bytes()) {
            throw new BnException(
                    "cannot allocate " + purpose + ": a tensor has at most 2 GiB here; use smaller batches or layers");
        }
        int length = (int) shape.elements();
        ArenaTensor tensor = new ArenaTensor(this, arena, arena.allocate(length, purpose), shape);
        arena.runOnElements(Op.FILL, length, new double[0], (int) tensor.start(), length);
        return tensor;
    }

    /** The arena of a dtype; the first call compiles its program. */
    public DeviceArena arena(DType dtype) {
        if (!open) {
            throw new IllegalStateException("the backend is closed");
        }
        if (!device.description().dtypes().contains(dtype)) {
            throw new BnException("device '" + device.description().name() + "' does not compute in " + dtype.label());
        }
        return arenas.computeIfAbsent(dtype, this::open);
    }

    private DeviceArena open(DType dtype) {
        Program program = dtype == DType.FLOAT32 ? gpuProgram ? new FloatGpuProgram() : new FloatCpuProgram()
                : gpuProgram ? new DoubleGpuProgram() : new DoubleCpuProgram();
        return new DeviceArena(dtype, device.description().name(), program, device.open(program, dtype),
                gpuProgram ? new GpuGeometry() : new CpuGeometry(device.computeUnits()), device.largestArena(dtype));
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        arenas.values().forEach(DeviceArena::close);
        arenas.clear();
    }
}
