package bn.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * A cluster of two hosts, which are two addresses of this machine: local-cluster has one address, and Spark runs the copy of a slow
 * task on another host only.
 */
final class TwoHosts implements AutoCloseable {
    private final List<RpcEnv> processes = new ArrayList<>();
    private final String master;

    /**
     * Starts master and workers in this JVM.
     *
     * @param folder for the files of executors
     */
    TwoHosts(Path folder) {
        SparkConf settings = new SparkConf().set("spark.master.rest.enabled", "false").set("spark.shuffle.service.enabled",
                "false");
        RpcEnv first = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, settings)._1();
        master = "spark://127.0.0.1:" + first.address().port();
        processes.add(first);
        for (int i = 1; i <= 2; i++) {
            processes.add(0,
                    Worker.startRpcEnvAndEndpoint("127.0.0." + i, 0, 0, 1, 1024, new String[] {master}, folder.toString(),
                            Option.apply(i), settings, Option.empty()));
        }
    }

    /** Starts a session with an executor on each; the caller stops it before the cluster. */
    SparkSession session(String... keysAndValues) {
        SparkSession.Builder builder = SparkSession.builder().appName("test").master(master)
                .config("spark.executor.memory", "1024m")
                .config("spark.jars", Objects.requireNonNull(System.getProperty("bn.spark.jar")))
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", "false");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.config(keysAndValues[i], keysAndValues[i + 1]);
        }
        SparkSession session = builder.getOrCreate();
        session.sparkContext().setLogLevel("OFF");
        return session;
    }

    @Override
    public void close() {
        processes.forEach(RpcEnv::shutdown);
        processes.forEach(RpcEnv::awaitTermination);
    }
}
