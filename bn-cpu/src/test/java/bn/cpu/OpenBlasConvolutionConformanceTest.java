package bn.cpu;

import bn.api.backend.Backend;
import bn.conformance.BackendConformance;

/** The CPU backend fulfils the contract without oneDNN too. */
class OpenBlasConvolutionConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return KernelTest.openWithoutOneDnn(KernelTest.THREADS);
    }
}
