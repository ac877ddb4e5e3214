package bn.opencl;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;
import org.junit.jupiter.api.condition.EnabledIf;

/** The program for processors keeps the contract on an OpenCL device. */
@EnabledIf(value = "bn.opencl.OpenClDevices#present", disabledReason = "no OpenCL device")
class StripConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return OpenClDevices.openCl(false);
    }
}
