package bn.spark;

import bn.api.BnException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.Function0;
import scala.Function2;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * A Spark job with one task a trial, whose results come one by one. Spark hands over the first result of a task only, whether the
 * task is repeated or run twice by speculation.
 */
final class TrialJob {
    private static final long POLL_MILLIS = 100;
    /** How long the signal that stops Spark may take to get here. */
    private static final long SIGNAL_MILLIS = 2000;

    private final SparkContext spark;
    private final SimpleFutureAction<BoxedUnit> action;
    /** Filled by the thread in which Spark schedules, which must not wait for a disk. */
    private final LinkedBlockingQueue<Finished> finished = new LinkedBlockingQueue<>();
    private int left;

    private record Finished(int index, byte[] result) {}

    /** Is told results. */
    interface Keeper {
        /**
         * Keeps a result.
         *
         * @param index of the task
         */
        void keep(int index, TrialResult result);
    }

    /** Starts a job. */
    TrialJob(SparkContext spark, List<Tuple2<String, String>> names, TrialWork work) {
        this.spark = spark;
        left = names.size();
        RDD<Tuple2<String, String>> each = JavaSparkContext.fromSparkContext(spark).parallelize(names, left).rdd();
        Seq<Object> all = CollectionConverters.asScala(IntStream.range(0, left).<Object>mapToObj(i -> i).toList()).toSeq();
        Function2<Object, byte[], BoxedUnit> handler = (index, result) -> {
            finished.add(new Finished((Integer) index, result));
            return BoxedUnit.UNIT;
        };
        Function0<BoxedUnit> nothing = () -> BoxedUnit.UNIT;
        action = spark.submitJob(each, work, all, handler, nothing);
    }

    /**
     * Waits for all results.
     *
     * @param keeper called in this thread, once a task; what it throws ends the job
     * @throws BnException if the job fails
     * @throws CancellationException if the user interrupts
     */
    void await(BooleanSupplier interrupted, Keeper keeper) {
        try {
            while (left > 0) {
                boolean over = action.isCompleted();
                keepAll(keeper);
                if (interrupted.getAsBoolean()) {
                    throw interruption();
                }
                if (over && left > 0) {
                    throw failure(interrupted);
                }
            }
        } catch (RuntimeException e) {
            if (!action.isCompleted()) {
                action.cancel();
            }
            throw e;
        }
    }

    /** Keeps what has come, or comes soon. */
    private void keepAll(Keeper keeper) {
        try {
            Finished next = finished.poll(left > 0 ? POLL_MILLIS : 0, TimeUnit.MILLISECONDS);
            while (next != null) {
                left--;
                keeper.keep(next.index(), TrialResult.of(next.result()));
                next = finished.poll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interruption();
        }
    }

    private static CancellationException interruption() {
        return new CancellationException("interrupted; what was finished is kept");
    }

    private RuntimeException failure(BooleanSupplier interrupted) {
        // A signal stops Spark and this program at the same time, and Spark may be first.
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SIGNAL_MILLIS);
        while (spark.isStopped() && System.nanoTime() < end) {
            if (interrupted.getAsBoolean()) {
                return interruption();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
        }
        Throwable cause = action.value().get().failed().get();
        return new BnException("the study failed on Spark: " + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""),
                cause);
    }
}
