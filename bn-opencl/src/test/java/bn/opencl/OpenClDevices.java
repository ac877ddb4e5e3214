package bn.opencl;

import bn.opencl.device.Targets;

/** The backends that tests run on: every way of laying out work, on OpenCL where there is a device, and on Java threads. */
final class OpenClDevices {
    private OpenClDevices() { }

    static boolean present() {
        return !Targets.openCl().isEmpty();
    }

    /** The first OpenCL device. */
    static OpenClBackend openCl(boolean tiles) {
        return new OpenClBackend(Targets.openCl().get(0), tiles);
    }

    static OpenClBackend java(boolean tiles) {
        return new OpenClBackend(Targets.java(), tiles);
    }
}
