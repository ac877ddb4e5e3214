package bn.api.spi;

import java.lang.module.ResolvedModule;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Where a class comes from.
 *
 * @param module its module, or {@code (class path)}
 * @param version of the module or, on the class path, of the jar; {@code unknown} if it names none
 * @param jar path of the jar or folder; {@code unknown} if the JVM does not say
 */
public record Origin(String module, String version, String jar) {
    private static final String UNKNOWN = "unknown";

    /** The origin of a class. */
    public static Origin of(Class<?> type) {
        Module module = type.getModule();
        return module.isNamed()
                ? new Origin(module.getName(), module.getDescriptor().rawVersion().orElse(UNKNOWN),
                        location(type).or(() -> location(module)).orElse(UNKNOWN))
                : new Origin("(class path)", Optional.ofNullable(type.getPackage().getImplementationVersion()).orElse(UNKNOWN),
                        location(type).orElse(UNKNOWN));
    }

    private static Optional<String> location(Class<?> type) {
        return Optional.ofNullable(type.getProtectionDomain().getCodeSource()).map(CodeSource::getLocation)
                .map(location -> path(URI.create(location.toString().replace(" ", "%20"))));
    }

    private static Optional<String> location(Module module) {
        return Optional.ofNullable(module.getLayer()).flatMap(layer -> layer.configuration().findModule(module.getName()))
                .map(ResolvedModule::reference).flatMap(reference -> reference.location()).map(Origin::path);
    }

    private static String path(URI location) {
        return "file".equals(location.getScheme()) ? Path.of(location).toString() : location.toString();
    }

    /** For messages: module and jar. */
    public String text() {
        return "module " + module + " of " + jar;
    }
}
