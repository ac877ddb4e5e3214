package bn.cpu.vectors;

import java.lang.module.ModuleFinder;

/**
 * Whether the loops use the Vector API, which is the module {@code jdk.incubator.vector}. They do if the JVM was started with it
 * ({@code --add-modules jdk.incubator.vector}, of which the JVM warns), or if it lets this module load it later ({@code --add-exports
 * java.base/jdk.internal.module=bn.cpu}, without a warning) and is of Java 21 or later. Otherwise HotSpot vectorises plain loops.
 *
 * <p>Before Java 21, HotSpot's compiler can call itself without end while it compiles vectors (JDK-8304948), which ends the process
 * without a message. So there the Vector API is only used by those who ask for it by {@code
 * -Dbn.cpu.vectors=true}; the module alone may be there for others, as in each JVM of Apache Spark.
 */
public final class VectorApi {
    private static final String PROPERTY = "bn.cpu.vectors";
    private static final String MODULE = "jdk.incubator.vector";
    /** The first Java whose compiler has the correction. */
    private static final int SAFE_VERSION = 21;
    private static final String REASON = reason();

    private VectorApi() {}

    /** Whether it is used. */
    public static boolean available() {
        return REASON.isEmpty();
    }

    /** Which loops are used, and why, for the description of the device. */
    public static String description() {
        return available() ? "Vector API" : "plain loops (" + REASON + ")";
    }

    /** Why it is not used, or nothing. */
    private static String reason() {
        String property = System.getProperty(PROPERTY);
        if ("false".equals(property)) {
            return "-D" + PROPERTY + "=false";
        }
        int version = Runtime.version().feature();
        if (version < SAFE_VERSION && !"true".equals(property)) {
            return "Java " + version + " is older than " + SAFE_VERSION;
        }
        return ModuleLayer.boot().findModule(MODULE).isPresent() || load() ? "" : "no --add-modules " + MODULE;
    }

    /**
     * Loads the module as the JVM loads those of its agents: into a layer of its own, but by the loader of the JDK, without which
     * HotSpot would not compile vectors to instructions.
     */
    private static boolean load() {
        if (ModuleFinder.ofSystem().find(MODULE).isEmpty()) {
            return false;
        }
        try {
            Module module = (Module) Class.forName("jdk.internal.module.Modules").getMethod("loadModule", String.class)
                    .invoke(null, MODULE);
            VectorApi.class.getModule().addReads(module);
            return true;
        } catch (ReflectiveOperationException e) {
            // This JVM does not export it to us, or does it in another way.
            return false;
        }
    }
}
