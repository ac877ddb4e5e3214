package bn.spark;

import org.apache.spark.sql.SparkSession;

/** The session of unit tests, in this JVM; it ends with it. */
final class LocalSession {
    private LocalSession() {}

    static SparkSession get() {
        return SparkSession.builder().appName("test").master("local[2]").config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4").getOrCreate();
    }
}
