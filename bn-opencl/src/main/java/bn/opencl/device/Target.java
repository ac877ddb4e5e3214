package bn.opencl.device;

import bn.api.DType;
import bn.api.backend.Device;
import bn.opencl.program.Program;
import com.aparapi.device.OpenCLDevice;
import java.util.Optional;

/** Something that programs run on. */
public final class Target {
    private final Device description;
    private final Optional<OpenCLDevice> device;

    Target(Device description, Optional<OpenCLDevice> device) {
        this.description = description;
        this.device = device;
    }

    /** What users see of it. */
    public Device description() {
        return description;
    }

    /** Whether its items share local memory, so that tiles are faster than strips. */
    public boolean tiles() {
        return description.kind().equals("gpu");
    }

    /** How many groups of items it runs at a time. */
    public int units() {
        return device.map(OpenCLDevice::getMaxComputeUnits).orElse(1);
    }

    /** The most elements that the heap may have. */
    public int largestHeap(DType dtype) {
        long bytes = device.map(OpenCLDevice::getMaxMemAllocSize).orElse((long) Integer.MAX_VALUE);
        return (int) (Math.min(bytes, Integer.MAX_VALUE) / dtype.bytes() - 64);
    }

    /** A runner of a program. */
    public Runner open(Program program, DType dtype) {
        return device.<Runner>map(own -> new OpenClRunner(own, program, dtype.bytes())).orElseGet(() -> new JavaRunner(program));
    }
}
