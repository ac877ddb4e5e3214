package bn.spark;

import bn.experiments.data.DataException;
import bn.experiments.rate.JointMoments;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/**
 * The memory that there is for moments.
 *
 * @param executor heap of an executor in bytes; that of the driver if it computes itself
 * @param driver heap of the driver in bytes
 * @param tasks how many tasks run in an executor at once
 * @param result the largest result that the driver takes, in bytes; 0 for any
 * @param local whether the driver computes itself
 */
record MomentsMemory(long executor, long driver, int tasks, long result, boolean local) {
    /** Moments of a task, those that it merges, and those that it writes. */
    private static final int COPIES = 3;
    /** Rows that a task holds: two blocks, and those that are centred. */
    private static final int ROWS = 1024;
    /** What Spark reserves of a heap for itself, in bytes. */
    private static final double RESERVED = 300 << 20;
    /** The part of the rest that can be filled. */
    private static final double USABLE = 0.9;
    private static final double GIGABYTE = 1 << 30;

    /** That of a running application. */
    static MomentsMemory of(SparkContext context) {
        SparkConf conf = context.conf();
        long driver = Runtime.getRuntime().maxMemory();
        long result = conf.getSizeAsBytes("spark.driver.maxResultSize", "1g");
        int perTask = conf.getInt("spark.task.cpus", 1);
        if (context.isLocal()) {
            return new MomentsMemory(driver, driver, Math.max(1, context.defaultParallelism() / perTask), result, true);
        }
        int executors = Math.max(1, context.statusTracker().getExecutorInfos().length - 1);
        int cores = conf.getInt("spark.executor.cores", Math.max(1, context.defaultParallelism() / executors));
        return new MomentsMemory(conf.getSizeAsBytes("spark.executor.memory", "1g"), driver, Math.max(1, cores / perTask), result,
                false);
    }

    /**
     * Checks that moments of so many columns fit.
     *
     * @throws DataException if they do not, with the memory that they need
     */
    void require(int width) {
        double triangle = Double.BYTES * (double) width * (width + 1) / 2;
        double tasksNeed = heap(tasks * (COPIES * triangle + (double) Double.BYTES * ROWS * width));
        double driverNeeds = heap(JointMoments.bytes(width));
        if (triangle * 1.01 > result && result > 0) {
            throw new DataException(String.format(Locale.ROOT,
                    "moments of %d columns are %.2f GB, more than the driver takes: allow "
                            + "it by --conf spark.driver.maxResultSize=%.0fg",
                    width, triangle / GIGABYTE, Math.ceil(1.1 * triangle / GIGABYTE)));
        }
        if (tasksNeed > executor || driverNeeds > driver) {
            String options = local ? memory("--driver-memory", Math.max(tasksNeed, driverNeeds), driver)
                    : memory("--executor-memory", tasksNeed, executor) + " with " + tasks + (tasks == 1 ? " task" : " tasks")
                            + " at once, and " + memory("--driver-memory", driverNeeds, driver);
            throw new DataException(
                    String.format(Locale.ROOT, "moments of %d columns take %.2f GB in each task and more in the driver:"
                            + " they need %s; or use fewer features", width, COPIES * triangle / GIGABYTE, options));
        }
        JointMoments.requireMemory("moments", width);
    }

    private static double heap(double bytes) {
        return RESERVED + bytes / USABLE;
    }

    private static String memory(String option, double need, long there) {
        return String.format(Locale.ROOT, "%s %.0fg (it is %.1fg)", option, Math.ceil(need / GIGABYTE), there / GIGABYTE);
    }
}
