package bn.opencl.device;

import bn.api.BnException;
import com.aparapi.Kernel;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.jni.KernelArgJNI;
import com.aparapi.internal.jni.KernelRunnerJNI;
import java.util.List;

/** Reads the OpenCL extensions of a device. Aparapi reports them only for a device that has a context, so this makes one. */
final class DeviceExtensions extends KernelRunnerJNI {

    private DeviceExtensions() {}

    /**
     * The names of the extensions.
     *
     * @throws BnException if the device cannot build programs: its cache is full, or even an empty program fails to build; the
     *         compiler's message is then on standard error
     */
    static List<String> of(OpenCLDevice device) {
        PoclCache.check(device.getOpenCLPlatform().getName().strip());
        DeviceExtensions asked = new DeviceExtensions();
        Kernel none = new Kernel() {
            @Override
            public void run() {}
        };
        long context = asked.initJNI(none, device, 0);
        if (context == 0) {
            return List.of();
        }
        // Native code can dispose of a context only if it has a program and arguments; otherwise it crashes the process.
        if (asked.buildProgramJNI(context, "__kernel void run(int passid) { }", "") == 0) {
            throw new BnException(
                    "device '" + device.getName().strip() + "' does not build kernels; its compiler's message is above");
        }
        asked.setArgsJNI(context, new KernelArgJNI[0], 0);
        try {
            return List.of(asked.getExtensionsJNI(context).trim().split("\\s+"));
        } finally {
            asked.disposeJNI(context);
        }
    }
}
