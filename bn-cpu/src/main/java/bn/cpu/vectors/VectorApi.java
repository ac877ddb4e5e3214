package bn.cpu.vectors;

/**
 * Looks for {@code jdk.incubator.vector}. The module is there only where the JVM was started with
 * {@code --add-modules jdk.incubator.vector}, about which it prints a warning; without it HotSpot vectorises plain loops.
 */
public final class VectorApi {
    private static final String MODULE = "jdk.incubator.vector";
    private static final boolean AVAILABLE = ModuleLayer.boot().findModule(MODULE).isPresent();

    private VectorApi() { }

    /** Whether it was found. */
    public static boolean available() {
        return AVAILABLE;
    }

    /** Which loops are used, and why, for people. */
    public static String text() {
        return AVAILABLE ? "Vector API" : "plain loops (no --add-modules " + MODULE + ")";
    }
}
