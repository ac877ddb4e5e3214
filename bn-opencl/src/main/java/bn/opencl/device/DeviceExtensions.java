package bn.opencl.device;

import bn.api.BnException;
import com.aparapi.Kernel;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.jni.KernelArgJNI;
import com.aparapi.internal.jni.KernelRunnerJNI;
import java.util.List;

/** Asks a device what it can do besides; Aparapi tells only of a device that has a context. */
final class DeviceExtensions extends KernelRunnerJNI {

    private DeviceExtensions() { }

    /**
     * What it can do.
     *
     * @throws BnException if it cannot build programs: its cache has no room, or not even the least program is built, and what its
     *         compiler says is on standard error
     */
    static List<String> of(OpenCLDevice device) {
        PoclCache.check(device.getOpenCLPlatform().getName().strip());
        DeviceExtensions asked = new DeviceExtensions();
        Kernel none = new Kernel() {
            @Override
            public void run() { }
        };
        long context = asked.initJNI(none, device, 0);
        if (context == 0) {
            return List.of();
        }
        // Native code frees only what has a program and arguments; without them it ends the process.
        if (asked.buildProgramJNI(context, "__kernel void run(int passid) { }", "") == 0) {
            throw new BnException("device '" + device.getName().strip() + "' does not build kernels; its compiler's message is above");
        }
        asked.setArgsJNI(context, new KernelArgJNI[0], 0);
        try {
            return List.of(asked.getExtensionsJNI(context).trim().split("\\s+"));
        } finally {
            asked.disposeJNI(context);
        }
    }
}
