package bn.opencl.device;

import bn.api.DType;
import bn.api.backend.Device;
import bn.opencl.program.Program;
import com.aparapi.device.OpenCLDevice;
import java.util.Optional;

/** A device that programs run on: an OpenCL device, or Aparapi's Java threads. */
public final class ComputeDevice {
    private final Device description;
    private final Optional<OpenCLDevice> openCl;

    /**
     * A device.
     *
     * @param openCl empty for Java threads
     */
    ComputeDevice(Device description, Optional<OpenCLDevice> openCl) {
        this.description = description;
        this.openCl = openCl;
    }

    /** The device as users see it. */
    public Device description() {
        return description;
    }

    /** Whether it is a GPU, on which the program for GPUs is faster. */
    public boolean isGpu() {
        return description.kind().equals("gpu");
    }

    /** The number of its compute units. */
    public int computeUnits() {
        return openCl.map(OpenCLDevice::getMaxComputeUnits).orElse(1);
    }

    /** The most elements that the arena of a dtype may have. */
    public int largestArena(DType dtype) {
        long bytes = openCl.map(OpenCLDevice::getMaxMemAllocSize).orElse((long) Integer.MAX_VALUE);
        return (int) (Math.min(bytes, Integer.MAX_VALUE) / dtype.bytes() - 64);
    }

    /** Opens a runner of a program. */
    public Runner open(Program program, DType dtype) {
        return openCl.<Runner>map(device -> new OpenClRunner(device, program, dtype.bytes()))
                .orElseGet(() -> new JavaRunner(program));
    }
}
