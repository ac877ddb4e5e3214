package bn.spark;

import bn.api.BnException;
import bn.experiments.data.Dataset;
import bn.experiments.result.Json;
import bn.experiments.result.Provenance;
import bn.experiments.study.Protocol;
import bn.experiments.study.TrialExecutor;
import bn.experiments.study.TrialObserver;
import bn.experiments.study.TrialTask;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Does trials as tasks of a Spark job, one trial a task, those that take longest first. The data set is broadcast; a task carries
 * names only, by which the executor finds the trial on its class path.
 *
 * @param contexts starts Spark
 * @param interrupted whether the user interrupts
 */
record SparkTrials(Supplier<SparkContext> contexts, BooleanSupplier interrupted) implements TrialExecutor {

    @Override
    public void run(Dataset data, Protocol protocol, List<TrialTask> tasks, TrialObserver observer) {
        SparkContext spark = contexts.get();
        List<TrialTask> order = tasks.stream()
                .sorted(Comparator.comparingDouble((TrialTask task) -> task.trial().cost()).reversed()).toList();
        Broadcast<SharedDataset> shared = JavaSparkContext.fromSparkContext(spark).broadcast(new SharedDataset(data));
        try {
            TrialWork work = new TrialWork(UUID.randomUUID().toString(), Json.compact(protocol), shared);
            TrialJob job = new TrialJob(spark, order.stream().map(SparkTrials::names).toList(), work);
            Set<Provenance> known = new HashSet<>();
            job.await(interrupted, (index, result) -> {
                result.failure().ifPresent(SparkTrials::raise);
                result.provenance().stream().filter(known::add).forEach(observer::computedBy);
                observer.finished(order.get(index), result.observations());
            });
        } finally {
            if (!spark.isStopped()) {
                shared.destroy();
            }
        }
    }

    private static Tuple2<String, String> names(TrialTask task) {
        return new Tuple2<>(task.experiment().name(), task.trial().name());
    }

    private static void raise(BnException failure) {
        throw failure;
    }
}
