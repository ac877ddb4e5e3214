package bn.cpu.onednn;

import java.util.List;
import org.bytedeco.javacpp.Loader;

/** The library oneDNN: whether it is used. It is loaded when it is first needed, which takes 0.3 s. */
public final class OneDnn {
    private static final String PROPERTY = "bn.cpu.onednn";
    /** How to do without it. */
    public static final String REMEDY = "-D" + PROPERTY + "=false does without oneDNN";

    private OneDnn() {}

    /** Whether it is used: its native libraries are there, and it is not switched off. */
    public static boolean available() {
        return !off() && found();
    }

    /** Says that it is used, in which version, or why not, for the description of the device. */
    public static String description(String version) {
        if (off()) {
            return "no oneDNN (-D" + PROPERTY + "=false)";
        }
        return found() ? "oneDNN " + version + Winograd.description() : "no oneDNN (not for this platform)";
    }

    private static boolean off() {
        return "false".equals(System.getProperty(PROPERTY));
    }

    private static boolean found() {
        return libraries().stream().allMatch(library -> OneDnn.class.getClassLoader().getResource(library) != null);
    }

    /** The native libraries, as resources. */
    public static List<String> libraries() {
        String platform = Loader.Detector.getPlatform();
        return List.of("org/bytedeco/dnnl/" + platform + "/" + System.mapLibraryName("jnidnnl"),
                "org/bytedeco/opencl/" + platform + "/" + System.mapLibraryName("jniOpenCL"));
    }

    /** Loads the native libraries. */
    public static void load() {
        Loader.load(org.bytedeco.dnnl.global.dnnl.class);
    }
}
