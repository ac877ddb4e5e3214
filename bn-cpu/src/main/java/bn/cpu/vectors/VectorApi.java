package bn.cpu.vectors;

/**
 * Whether the module {@code jdk.incubator.vector} is available. It is if the JVM was started with
 * {@code --add-modules jdk.incubator.vector}; the JVM then prints a warning. Without it HotSpot vectorises plain loops.
 */
public final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean AVAILABLE = ModuleLayer.boot().findModule(MODULE).isPresent();

    private VectorApi() {}

    /** Whether the module was found. */
    public static boolean available() {
        return AVAILABLE;
    }

    /** Which loops are used, and why, for the description of the device. */
    public static String description() {
        return AVAILABLE ? "Vector API" : "plain loops (no --add-modules " + MODULE + ")";
    }
}
