package bn.opencl;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;

/**
 * The program for processors fulfils the contract on Java threads, which need no OpenCL. The largest cases are left out, because
 * Java threads are slow.
 */
class JavaThreadsConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return TestBackends.java(false);
    }

    @Override
    protected long workLimit() {
        return 100_000;
    }
}
