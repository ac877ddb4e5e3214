package bn.cpu.vectors;

import java.lang.module.ModuleFinder;

/**
 * Whether the loops use the Vector API, which is the module {@code jdk.incubator.vector}. They do if the JVM was started with it
 * ({@code --add-modules jdk.incubator.vector}, of which the JVM warns), or if it lets this module load it later ({@code --add-exports
 * java.base/jdk.internal.module=bn.cpu}, without a warning). Otherwise HotSpot vectorises plain loops.
 */
public final class VectorApi {
    private static final String PROPERTY = "bn.cpu.vectors";
    private static final String MODULE = "jdk.incubator.vector";
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
        if ("false".equals(System.getProperty(PROPERTY))) {
            return "-D" + PROPERTY + "=false";
        }
        if (ModuleLayer.boot().findModule(MODULE).isPresent() || load()) {
            return "";
        }
        return "no --add-modules " + MODULE;
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
