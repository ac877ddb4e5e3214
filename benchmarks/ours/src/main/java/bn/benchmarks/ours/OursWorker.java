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
import bn.benchmarks.worker.CaseRegistry;
import bn.benchmarks.worker.CaseServer;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** The cases of bn with its CPU backend. */
public final class OursWorker {

    private OursWorker() {}

    /**
     * Serves the runner.
     *
     * @param args {@code vectors} if the JVM was started with the Vector API; then only the cases that it affects
     */
    public static void main(String[] args) throws IOException {
        ClassLoader loader = OursWorker.class.getClassLoader();
        NormalizationProvider batchNorm = NormalizationProvider.load(loader).get("batch");
        try (Backend backend = Backends.open(BackendProvider.load(loader), "cpu",
                new BackendOptions(Optional.empty(), OptionalInt.of(Settings.threads())))) {
            boolean vectors = args.length > 0;
            String label = (vectors ? ", Vector API" : "") + Settings.label();
            CaseRegistry cases = new CaseRegistry();
            for (BatchNormTask task : BatchNormTask.SIZES) {
                cases.batchNorm(task, "bn: BatchNormalization" + label, () -> new LayerCase(task, backend, batchNorm));
            }
            for (StepTask task : StepTask.SIZES) {
                cases.step(task, "bn: step" + label, () -> new StepCase(task, backend, batchNorm));
                if (vectors) {
                    continue;
                }
                cases.step(task, "bn: step, batch from the host" + Settings.label(),
                        () -> new LoadedStepCase(task, backend, batchNorm));
                cases.rates(task, "bn: step" + Settings.label(), () -> new StepCase(task, backend, batchNorm));
                cases.rates(task, "bn: step, all rates recorded" + Settings.label(),
                        () -> new RatesCase(task, backend, batchNorm));
            }
            if (!vectors) {
                registerProductsAndMoments(cases, backend);
            }
            CaseServer.serve(cases, backend.device().software() + ", " + Settings.threads() + " threads");
        }
    }

    private static void registerProductsAndMoments(CaseRegistry cases, Backend backend) {
        for (ProductTask task : ProductTask.SIZES) {
            cases.product(task, "bn: dense forward" + Settings.label(), () -> new ProductCase(task, backend));
        }
        double flops = MomentsTask.MNIST.symmetricFlops();
        cases.moments("bn: moments, float32" + Settings.label(), flops, () -> new MomentsCase(MomentsTask.MNIST, backend));
        cases.moments("bn: JointMoments, float64, from bytes" + Settings.label(), flops,
                () -> new JointMomentsCase(MomentsTask.MNIST, backend));
    }
}
