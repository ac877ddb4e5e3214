package bn.benchmarks.ours;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.task.MomentsTask;
import bn.benchmarks.task.ProductTask;
import bn.benchmarks.task.Settings;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Offers;
import bn.benchmarks.worker.Worker;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** The CPU backend of bn. */
public final class OursWorker {

    private OursWorker() { }

    /**
     * Serves the runner.
     *
     * @param args {@code vectors} if the JVM was started with the Vector API: then only what that concerns
     */
    public static void main(String[] args) throws IOException {
        ClassLoader loader = OursWorker.class.getClassLoader();
        NormalizationProvider batchNorm = NormalizationProvider.load(loader).get("batch");
        try (Backend backend = Backends.open(BackendProvider.load(loader), "cpu",
                new BackendOptions(Optional.empty(), OptionalInt.of(Settings.threads())))) {
            boolean vectors = args.length > 0;
            String label = (vectors ? ", Vector API" : "") + Settings.label();
            Offers offers = new Offers();
            for (BatchNormTask task : BatchNormTask.SIZES) {
                offers.batchNorm(task, "bn: BatchNormalization" + label, () -> new LayerCase(task, backend, batchNorm));
            }
            for (StepTask task : StepTask.SIZES) {
                offers.step(task, "bn: step" + label, () -> new StepCase(task, backend, batchNorm));
                if (vectors) {
                    continue;
                }
                offers.step(task, "bn: step, batch from the host" + Settings.label(), () -> new LoadedStepCase(task, backend, batchNorm));
                offers.rates(task, "bn: step" + Settings.label(), () -> new StepCase(task, backend, batchNorm));
                offers.rates(task, "bn: step, all rates recorded" + Settings.label(), () -> new RatesCase(task, backend, batchNorm));
            }
            if (!vectors) {
                others(offers, backend);
            }
            Worker.serve(offers, backend.device().software() + ", " + Settings.threads() + " threads");
        }
    }

    private static void others(Offers offers, Backend backend) {
        for (ProductTask task : ProductTask.SIZES) {
            offers.product(task, "bn: dense forward" + Settings.label(), () -> new ProductCase(task, backend));
        }
        double flops = MomentsTask.MNIST.symmetricFlops();
        offers.moments("bn: moments, float32" + Settings.label(), flops, () -> new MomentsCase(MomentsTask.MNIST, backend));
        offers.moments("bn: JointMoments, float64, from bytes" + Settings.label(), flops,
                () -> new JointMomentsCase(MomentsTask.MNIST, backend));
    }
}
