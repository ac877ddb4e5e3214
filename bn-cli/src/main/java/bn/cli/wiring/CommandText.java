package bn.cli.wiring;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line, for manifests and reports, so that a shell reads the same words again.
 *
 * @param text starting with {@code bn}
 */
public record CommandText(String text) {

    /** The command line of these arguments, where files of arguments are read already: what still starts with @ is none. */
    public static CommandText of(List<String> arguments) {
        return new CommandText("bn " + quoted(arguments.stream().map(word -> word.startsWith("@") ? "@" + word : word).toList()));
    }

    /** Words as a POSIX shell reads them: what has more than letters, digits and a few signs stands between single quotes. */
    public static String quoted(Collection<String> words) {
        return words.stream().map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
