package bn.spark;

import bn.api.InvalidRequestException;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The session of a program that spark-submit has started. For the programs of this module. */
public final class Sessions {
    private static final String LEVEL = "spark.log.level";

    private Sessions() {}

    /**
     * Starts it, with the settings of spark-submit.
     *
     * @param name shown by Spark's pages
     * @param verbose whether Spark says all that it does; else only warnings
     * @throws InvalidRequestException if Spark refuses the settings
     */
    public static SparkSession start(String name, boolean verbose) {
        SparkSession.Builder builder = SparkSession.builder().appName(name);
        if (!verbose && !new SparkConf().contains(LEVEL)) {
            // Spark sets the level at its start; another one that was set before is lost then.
            builder.config(LEVEL, "WARN");
        }
        // A missing file is told once, and not with a stack trace.
        Configurator.setLevel("org.apache.spark.sql.execution.streaming.sinks.FileStreamSink",
                verbose ? Level.INFO : Level.ERROR);
        try {
            return builder.getOrCreate();
        } catch (Exception e) {
            // Scala declares no exceptions.
            throw new InvalidRequestException(
                    "Spark does not start: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                            + "; give spark-submit the --master of your cluster, or --master 'local[*]'");
        }
    }
}
