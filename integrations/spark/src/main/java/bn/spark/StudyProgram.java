package bn.spark;

import bn.cli.Host;
import bn.cli.Main;
import bn.cli.wiring.CommandText;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/**
 * A class that spark-submit starts for a study: trials are done by executors, and options that name files and folders may name those
 * of any file system that Hadoop knows.
 *
 * @param program without that
 * @param main the class
 * @param paths what options name
 */
record StudyProgram(SparkProgram program, Class<?> main, HadoopPaths paths) implements Host {

    /** A program with one command. */
    static StudyProgram of(Class<?> main, Runnable command) {
        HadoopPaths paths = new HadoopPaths();
        return new StudyProgram(
                new SparkProgram(main, command, launcher -> Modules.override(launcher).with(new StudyModule(paths))),
                main, paths);
    }

    /** Runs the command and ends the JVM. */
    void start(String[] arguments) {
        Main.start(this, Stream.concat(Stream.of(main.getName()), Stream.of(arguments)).toArray(String[]::new));
    }

    @Override
    public void extend(CommandLine root) {
        program.extend(root);
        root.registerConverter(Path.class, paths::path);
    }

    @Override
    public Module wiring(Module launcher) {
        return program.wiring(launcher);
    }

    @Override
    public CommandText text(List<String> arguments) {
        return program.text(arguments);
    }

    @Override
    public void finished() {
        program.finished();
        paths.close();
    }
}
