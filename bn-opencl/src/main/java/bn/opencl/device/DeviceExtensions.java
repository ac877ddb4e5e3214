package bn.opencl.device;

import com.aparapi.Kernel;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.jni.KernelArgJNI;
import com.aparapi.internal.jni.KernelRunnerJNI;
import java.util.List;

/** Asks a device what it can do besides; Aparapi tells only of a device that has a context. */
final class DeviceExtensions extends KernelRunnerJNI {

    private DeviceExtensions() { }

    static List<String> of(OpenCLDevice device) {
        DeviceExtensions asked = new DeviceExtensions();
        Kernel none = new Kernel() {
            @Override
            public void run() { }
        };
        long context = asked.initJNI(none, device, 0);
        if (context == 0) {
            return List.of();
        }
        // Native code frees only what has a program and arguments.
        asked.buildProgramJNI(context, "__kernel void run(int passid) { }", "");
        asked.setArgsJNI(context, new KernelArgJNI[0], 0);
        try {
            return List.of(asked.getExtensionsJNI(context).trim().split("\\s+"));
        } finally {
            asked.disposeJNI(context);
        }
    }
}
