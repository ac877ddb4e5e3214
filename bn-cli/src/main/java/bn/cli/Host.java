package bn.cli;

import bn.cli.wiring.CommandText;
import com.google.inject.Module;
import java.util.List;
import picocli.CommandLine;

/** A program that runs commands of {@code bn}: the launcher, or one that brings commands of its own, or another place to compute. */
public interface Host {
    /** The launcher, which changes nothing. */
    Host LAUNCHER = new Host() {};

    /** Adds commands, or renames what there is. */
    default void extend(CommandLine root) {}

    /** The wiring of a command, from that of the launcher. */
    default Module wiring(Module launcher) {
        return launcher;
    }

    /** How a user repeats a command line. */
    default CommandText text(List<String> arguments) {
        return CommandText.of(arguments);
    }

    /** Called when the command is over, before the JVM ends. */
    default void finished() {}
}
