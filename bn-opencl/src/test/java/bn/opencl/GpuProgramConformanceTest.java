package bn.opencl;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The program for GPUs fulfils the contract on an OpenCL device. */
@EnabledIf(value = "bn.opencl.TestBackends#hasOpenClDevice", disabledReason = "no OpenCL device")
class GpuProgramConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return TestBackends.openCl(true);
    }
}
