package bn.spark.network;

import java.util.Objects;
import org.apache.spark.sql.SparkSession;

/** A session with two executors in processes of their own, which have the packaged jar and nothing of these tests. */
final class NetworkCluster {
    private NetworkCluster() {}

    /** Starts one. The caller stops it. */
    static SparkSession start() {
        SparkSession session = SparkSession.builder().appName("test").master("local-cluster[2,1,1024]")
                .config("spark.executor.memory", "1024m")
                .config("spark.jars", Objects.requireNonNull(System.getProperty("bn.spark.jar")))
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", "false").getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }
}
