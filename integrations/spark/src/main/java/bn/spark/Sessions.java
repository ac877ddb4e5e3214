package bn.spark;

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
        SparkSession session = SparkSession.builder().appName("bn").getOrCreate();
        session.sparkContext().setLogLevel(verbose ? "INFO" : "WARN");
        return session;
    }
}
