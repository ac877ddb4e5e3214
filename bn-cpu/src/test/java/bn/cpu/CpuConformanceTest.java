package bn.cpu;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;

/** The CPU backend fulfils the contract. */
class CpuConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return KernelTest.open(KernelTest.THREADS);
    }
}
