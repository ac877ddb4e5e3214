package bn.spark;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.SparkSession;

/** The session of a program that spark-submit has started. */
final class Sessions {
    private Sessions() {}

    /**
     * Starts it, with the settings of spark-submit.
     *
     * @param verbose whether Spark says all that it does; else only warnings
     */
    static SparkSession start(boolean verbose) {
        // Before the start, which is when Spark writes most. Spark-submit has configured the log by then.
        Configurator.setRootLevel(verbose ? Level.INFO : Level.WARN);
        // A missing file is told once, and not with a stack trace.
        Configurator.setLevel("org.apache.spark.sql.execution.streaming.sinks.FileStreamSink",
                verbose ? Level.INFO : Level.ERROR);
        return SparkSession.builder().appName("bn").getOrCreate();
    }
}
