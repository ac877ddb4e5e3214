/**
 * The OpenCL backend: kernels written in Java, translated by Aparapi and run on any OpenCL device. Tensors stay on the device.
 * The module exports nothing; the backend is found as a service provider.
 */
module bn.opencl {
    requires bn.api;
    // Translates kernels, and has the native code that calls OpenCL.
    requires aparapi;
    // Reads class files, for Aparapi.
    requires org.apache.bcel;
    // To silence Aparapi's log: its errors are exceptions here.
    requires java.logging;

    // Aparapi reads kernels by reflection.
    opens bn.opencl.program to aparapi;
    opens bn.opencl.f32 to aparapi;
    opens bn.opencl.f64 to aparapi;

    provides bn.api.backend.BackendProvider with bn.opencl.OpenClBackendProvider;
}
