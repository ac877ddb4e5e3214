package bn.spark;

import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;

/**
 * A session with executors in processes of their own, two with a core each: what is sent to them is really serialized, and they can
 * be killed. One at a time in a JVM.
 */
final class ClusterSession {
    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

    private ClusterSession() {}

    /** Starts one, with further settings of Spark. The caller stops it. */
    static SparkSession start(String... keysAndValues) {
        return start(2, 1024, keysAndValues);
    }

    /**
     * Starts one.
     *
     * @param executors how many
     * @param megabytes heap of each
     * @param keysAndValues further settings of Spark
     */
    static SparkSession start(int executors, int megabytes, String... keysAndValues) {
        SparkSession.Builder builder = SparkSession.builder().appName("test")
                .master("local-cluster[" + executors + ",1," + megabytes + "]")
                .config("spark.executor.memory", megabytes + "m")
                .config("spark.jars", Objects.requireNonNull(System.getProperty("bn.spark.jar")))
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.config(keysAndValues[i], keysAndValues[i + 1]);
        }
        SparkSession session = builder.getOrCreate();
        session.sparkContext().setLogLevel("ERROR");
        return session;
    }

    /** The processes of the executors that run now. */
    static List<ProcessHandle> executors() {
        return ProcessHandle.current().descendants()
                .filter(process -> process.isAlive() && process.info().commandLine().orElse("").contains(EXECUTOR)).toList();
    }

    /** Waits until so many executors run, at most a minute. */
    static List<ProcessHandle> awaitExecutors(int count) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (executors().size() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(executors().size() + " executors of " + count + " run");
            }
            Thread.sleep(50);
        }
        return executors();
    }

    /** Kills a process as kill -9 does. */
    static void kill(ProcessHandle executor) {
        if (!executor.destroyForcibly()) {
            throw new IllegalStateException("process " + executor.pid() + " could not be killed");
        }
    }
}
