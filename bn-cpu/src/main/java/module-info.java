/**
 * The CPU backend: storage in ND4J's off-heap buffers, products by OpenBLAS, all other kernels in Java that HotSpot
 * vectorises. It exports nothing; it is found as a provider.
 */
module bn.cpu {
    requires bn.api;
    // Data buffers, OpenBLAS and their native libraries.
    requires bn.nd4j;
    // Vectors, where the JVM was started with them.
    requires static jdk.incubator.vector;
    // How much memory the machine has.
    requires jdk.management;

    provides bn.api.backend.BackendProvider with bn.cpu.CpuBackendProvider;
    provides bn.api.linalg.SymmetricEigenSolver with bn.cpu.lapack.LapackEigenSolver;
}
