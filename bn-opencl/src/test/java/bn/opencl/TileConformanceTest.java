package bn.opencl;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The program for GPUs keeps the contract on an OpenCL device. */
@EnabledIf(value = "bn.opencl.OpenClDevices#present", disabledReason = "no OpenCL device")
class TileConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return OpenClDevices.openCl(true);
    }
}
