package bn.spark;

import bn.api.InvalidRequestException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/** The session of a program that spark-submit has started. For the programs of this module. */
public final class Sessions {
    private Sessions() {}

    /**
     * Starts it, with the settings of spark-submit.
     *
     * @param name shown by Spark's pages
     * @param verbose whether Spark says all that it does; else only warnings
     * @throws InvalidRequestException if Spark refuses the settings
     */
    public static SparkSession start(String name, boolean verbose) {
        // Before the start, which is when Spark writes most. Spark-submit has configured the log by then.
        Configurator.setRootLevel(verbose ? Level.INFO : Level.WARN);
        // A missing file is told once, and not with a stack trace.
        Configurator.setLevel("org.apache.spark.sql.execution.streaming.sinks.FileStreamSink",
                verbose ? Level.INFO : Level.ERROR);
        try {
            return SparkSession.builder().appName(name).getOrCreate();
        } catch (Exception e) {
            // Scala declares no exceptions.
            throw new InvalidRequestException(
                    "Spark does not start: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "; give spark-submit the --master of your cluster, or --master 'local[*]'");
        }
    }
}
