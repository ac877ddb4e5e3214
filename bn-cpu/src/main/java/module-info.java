/**
 * The CPU backend: storage in ND4J's off-heap buffers, matrix products by OpenBLAS, those in float32 and convolutions by oneDNN
 * where it is available, all other kernels in Java, vectorised by HotSpot. The module exports nothing; the backend is found as a service provider.
 */
module bn.cpu {
    requires bn.api;
    // Data buffers, OpenBLAS, oneDNN and their native libraries.
    requires bn.nd4j;
    // The Vector API, if the JVM was started with it or lets us load it.
    requires static jdk.incubator.vector;
    // The memory size of the machine.
    requires jdk.management;

    provides bn.api.backend.BackendProvider with bn.cpu.CpuBackendProvider;
    provides bn.api.linalg.SymmetricEigenSolver with bn.cpu.lapack.LapackEigenSolver;
}
