/**
 * ND4J's data buffers with everything that they need at run time, OpenBLAS, and oneDNN, whose native libraries are there on Linux on
 * x86-64. The module is open, because ND4J creates its components by reflection. The services declared here are also declared in
 * META-INF/services, for the class path.
 */
open module bn.nd4j {
    // Data buffers and their data types.
    exports org.nd4j.linalg.api.buffer;
    // Nd4j, the factory that creates them.
    exports org.nd4j.linalg.factory;
    // The class loader with which ND4J finds its components.
    exports org.nd4j.common.config;

    requires transitive org.bytedeco.javacpp;
    requires transitive org.bytedeco.openblas;
    requires transitive org.bytedeco.dnnl;
    // The presets of oneDNN refer to those of OpenCL.
    requires org.bytedeco.opencl;
    // The native libraries of the platform. They are required by name, so that --add-modules is not needed.
    requires org.bytedeco.javacpp.${javacpp.module};
    requires org.bytedeco.openblas.${javacpp.module};
    requires nd4j.cpu.binary;
    ${onednn.modules}

    requires java.logging;
    requires java.management;
    // sun.misc.Unsafe, for ND4J's shaded Guava.
    requires jdk.unsupported;

    requires org.apache.commons.lang3;
    requires commons.math3;
    requires org.slf4j;

    uses org.nd4j.common.base.PreconditionsFormat;
    uses org.nd4j.linalg.compression.NDArrayCompressor;
    uses org.nd4j.linalg.env.EnvironmentalAction;
    uses org.nd4j.linalg.factory.Nd4jBackend;
    uses org.nd4j.systeminfo.GPUInfoProvider;

    provides org.nd4j.common.base.PreconditionsFormat with
            org.nd4j.linalg.util.NDArrayPreconditionsFormat;
    provides org.nd4j.linalg.compression.NDArrayCompressor with
            org.nd4j.compression.impl.Gzip,
            org.nd4j.compression.impl.NoOp,
            org.nd4j.linalg.cpu.nativecpu.compression.CpuThreshold;
    provides org.nd4j.linalg.env.EnvironmentalAction with
            org.nd4j.linalg.env.impl.DebugAction,
            org.nd4j.linalg.env.impl.FallbackAction,
            org.nd4j.linalg.env.impl.NDArrayUnpackAction,
            org.nd4j.linalg.env.impl.OmpNumThreadsAction,
            org.nd4j.linalg.env.impl.VerboseAction,
            org.nd4j.linalg.env.impl.WorkspacesBypassAction,
            org.nd4j.linalg.env.impl.WorkspacesDebugAction,
            org.nd4j.linalg.env.impl.WorkspacesSpillAction;
    provides org.nd4j.linalg.factory.Nd4jBackend with
            org.nd4j.linalg.cpu.nativecpu.CpuBackend;
    provides org.nd4j.systeminfo.GPUInfoProvider with
            org.nd4j.nativeblas.NativeOpsGPUInfoProvider;
}
