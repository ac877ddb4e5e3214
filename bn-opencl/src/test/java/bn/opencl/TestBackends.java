package bn.opencl;

import bn.opencl.device.DeviceSelection;

/** The backends that tests run on: the program for processors or that for GPUs, on an OpenCL device or on Java threads. */
final class TestBackends {
    private TestBackends() {}

    static boolean hasOpenClDevice() {
        return !DeviceSelection.openCl().isEmpty();
    }

    /** The first OpenCL device. */
    static OpenClBackend openCl(boolean gpuProgram) {
        return new OpenClBackend(DeviceSelection.openCl().get(0), gpuProgram);
    }

    static OpenClBackend java(boolean gpuProgram) {
        return new OpenClBackend(DeviceSelection.java(), gpuProgram);
    }
}
