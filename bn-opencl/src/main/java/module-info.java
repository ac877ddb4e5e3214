/**
 * The OpenCL backend: kernels written in Java, translated by Aparapi and run on any OpenCL device, on tensors that stay there. It
 * exports nothing; it is found as a provider.
 */
module bn.opencl {
    requires bn.api;
    // Translation of kernels, and the native code that drives OpenCL.
    requires aparapi;
    // Class files, for Aparapi.
    requires org.apache.bcel;
    // Aparapi logs what is an exception here.
    requires java.logging;

    // Aparapi reads kernels by reflection.
    opens bn.opencl.program to aparapi;
    opens bn.opencl.f32 to aparapi;
    opens bn.opencl.f64 to aparapi;

    provides bn.api.backend.BackendProvider with bn.opencl.OpenClBackendProvider;
}
