package bn.cli.wiring;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line for manifests and reports, quoted so that a shell reads the same words again.
 *
 * @param text starting with {@code bn}, or with what else starts the command
 */
public record CommandText(String text) {

    /** The command line of these arguments. Files of arguments are already expanded: a word that still starts with @ names none. */
    public static CommandText of(List<String> arguments) {
        return of("bn", arguments);
    }

    /** The same for another program than the launcher. */
    public static CommandText of(String program, List<String> arguments) {
        return new CommandText(
                program + " " + quoted(arguments.stream().map(word -> word.startsWith("@") ? "@" + word : word).toList()));
    }

    /** Words for a POSIX shell: those with other characters than letters, digits and a few signs are in single quotes. */
    public static String quoted(Collection<String> words) {
        return words.stream().map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
