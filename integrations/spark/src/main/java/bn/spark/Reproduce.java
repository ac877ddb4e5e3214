package bn.spark;

import bn.cli.command.ReproduceCommand;

/** {@code spark-submit --class bn.spark.Reproduce bn-spark.jar}: {@code bn reproduce} with its trials on the executors of a cluster. */
public final class Reproduce {
    private Reproduce() {}

    /** Runs the command and ends the JVM. */
    public static void main(String[] arguments) {
        StudyProgram.of(Reproduce.class, new ReproduceCommand()).start(arguments);
    }
}
