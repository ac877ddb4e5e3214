package bn.opencl;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;

/**
 * The program for processors keeps the contract on Java threads, where there is no OpenCL too; the largest cases are left out.
 */
class JavaConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return OpenClDevices.java(false);
    }

    @Override
    protected long workLimit() {
        return 100_000;
    }
}
