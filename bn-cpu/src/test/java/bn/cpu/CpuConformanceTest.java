package bn.cpu;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;

/** The CPU backend keeps the contract. */
class CpuConformanceTest extends BackendConformance {

    /** Three threads are more than the cores of a small machine: work is parted unevenly. */
    @Override
    protected Backend open() {
        return KernelTest.open(3);
    }
}
