package bn.api.spi;

import java.net.URL;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Descriptions, in one line each, of what a provider did wrong. */
public final class Faults {
    private static final Pattern CLASS_NAME = Pattern.compile("[\\w$]+([./][\\w$]+)+");

    private Faults() {}

    /** Describes a throwable. If a class does not fit this version of Java or of bn, it also says what to do. */
    public static String text(Throwable thrown) {
        String text = said(thrown);
        if (thrown instanceof UnsupportedClassVersionError) {
            return text + "; this is Java " + Runtime.version().feature() + ": use the newer Java that it was compiled for";
        }
        return thrown instanceof IncompatibleClassChangeError
                || thrown instanceof NoClassDefFoundError && text.contains(": bn/api/")
                        ? text + "; it may have been compiled for another version of bn: compile it for this one" : text;
    }

    /** The text of a throwable; only its class if its {@code toString} throws. */
    private static String said(Throwable thrown) {
        try {
            return oneLine(thrown.toString());
        } catch (Throwable e) {
            return thrown.getClass().getName();
        }
    }

    /** Why a class could not be loaded, with the jar that it is in. */
    static String unloadable(Error error, ClassLoader loader) {
        Throwable cause = error.getCause();
        String text = cause == null ? text(error) : cause instanceof LinkageError ? text(cause)
                : oneLine(Objects.requireNonNullElse(error.getMessage(), error.getClass().getName())) + " (" + text(cause) + ")";
        return text
                + named(text).flatMap(name -> jar(name, loader).stream()).findFirst().map(jar -> "; it is in " + jar).orElse("");
    }

    /**
     * The classes that the message of a {@link LinkageError} names, as they need not be on its stack; none for other throwables.
     */
    public static Stream<String> classes(Throwable thrown) {
        return thrown instanceof LinkageError ? named(said(thrown)).map(name -> name.replace('/', '.')) : Stream.of();
    }

    private static Stream<String> named(String text) {
        return CLASS_NAME.matcher(text).results().map(MatchResult::group);
    }

    /** The jar of a class that does not load; empty for classes of this module, which many messages name. */
    private static Optional<String> jar(String name, ClassLoader loader) {
        String file = name.replace('.', '/') + ".class";
        if (Faults.class.getClassLoader().getResource(file) != null) {
            return Optional.empty();
        }
        return Optional.ofNullable(loader.getResource(file)).map(URL::toString)
                .map(url -> url.replaceFirst("^jar:", "").replaceFirst("^file:/+", "/")
                        .replaceFirst("!?/" + Pattern.quote(file) + "$", ""));
    }

    /** A name in quotes; invisible characters are escaped. */
    static String quoted(String name) {
        return name == null ? "null" : "'" + oneLine(name) + "'";
    }

    /** A text from elsewhere in one line: characters that are invisible or control a terminal are escaped. */
    public static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().forEach(c -> line.append(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE ? String.format("\\u%04x", c) : Character.toString(c)));
        return line.toString();
    }
}
