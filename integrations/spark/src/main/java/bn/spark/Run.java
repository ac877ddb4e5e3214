package bn.spark;

import bn.cli.command.RunCommand;

/** {@code spark-submit --class bn.spark.Run bn-spark.jar NAME...}: {@code bn run} with its trials on the executors of a cluster. */
public final class Run {
    private Run() {}

    /** Runs the command and ends the JVM. */
    public static void main(String[] arguments) {
        StudyProgram.of(Run.class, new RunCommand()).start(arguments);
    }
}
