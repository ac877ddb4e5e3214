package bn.spark;

import bn.cli.Host;
import bn.cli.Main;
import bn.cli.wiring.CommandText;
import com.google.inject.Module;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/**
 * A class that spark-submit starts: one command, with the options, messages and exit codes of those of bn.
 *
 * @param main the class
 * @param command its command
 * @param change what is wired otherwise than in bn
 */
record SparkProgram(Class<?> main, Runnable command, UnaryOperator<Module> change) implements Host {
    private static final String SUBMIT = "spark-submit --class";

    /** Runs the command and ends the JVM. */
    void start(String[] arguments) {
        Main.start(this, Stream.concat(Stream.of(main.getName()), Stream.of(arguments)).toArray(String[]::new));
    }

    @Override
    public void extend(CommandLine root) {
        root.setCommandName(SUBMIT);
        root.addSubcommand(main.getName(), command);
    }

    @Override
    public Module wiring(Module launcher) {
        return change.apply(launcher);
    }

    @Override
    public CommandText text(List<String> arguments) {
        return CommandText.of(SUBMIT + " " + main.getName() + " bn-spark.jar", arguments.subList(1, arguments.size()));
    }

    @Override
    public void finished() {
        // None is started for this: a usage error needs none.
        SparkSession.getDefaultSession().foreach(session -> {
            session.stop();
            return null;
        });
    }
}
