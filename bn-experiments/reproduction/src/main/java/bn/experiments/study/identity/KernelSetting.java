package bn.experiments.study.identity;

import bn.api.DType;
import bn.experiments.data.Dataset;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.train.Trainer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the kernels of batch norm are tried under: an MLP is trained for an epoch, on each backend, in each dtype, with batches of
 * several sizes, from several seeds.
 */
record KernelSetting(Protocol protocol, String backend, DType dtype, int batch, double eps, long seed) {
    static final List<String> FACTORS = List.of(Trial.BACKEND, "dtype", "batch");
    private static final List<Integer> BATCH_SIZES = List.of(16, 128, 512);

    /** What is measured in a setting. */
    @FunctionalInterface
    interface Measurement {
        void take(KernelSetting setting, TrialContext context, Recorder recorder);
    }

    /** A trial for each setting. */
    static List<Trial> trials(Protocol protocol, double eps, double cost, Measurement measurement) {
        List<String> backends = new ArrayList<>(List.of(protocol.backend()));
        backends.addAll(protocol.others());
        List<Trial> trials = new ArrayList<>();
        for (String backend : backends) {
            for (DType dtype : DType.values()) {
                for (int batch : BATCH_SIZES) {
                    for (long seed : protocol.seedList()) {
                        KernelSetting setting = new KernelSetting(protocol, backend, dtype, batch, eps, seed);
                        trials.add(new Trial(setting.factors(), seed, cost,
                                (context, recorder) -> measurement.take(setting, context, recorder)));
                    }
                }
            }
        }
        return trials;
    }

    private Map<String, String> factors() {
        Map<String, String> factors = new LinkedHashMap<>();
        factors.put(Trial.BACKEND, backend);
        factors.put("dtype", dtype.label());
        factors.put("batch", String.valueOf(batch));
        return factors;
    }

    /** The examples, which the seed draws. */
    Dataset dataset(TrialContext context) {
        return Split.draw(context.dataset(), examples(protocol), 0, seed).dataset(context.dataset());
    }

    /** How many examples are trained on. */
    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1024, 5120));
    }

    /** A trainer with a fresh network. */
    Trainer trainer(TrialContext context, Dataset dataset) {
        MlpConfig mlp = MlpConfig.batchNormalized(hidden(protocol), eps).withBatchSize(batch);
        return new Trainer(mlp.plan(dataset.train(), dtype, 1, 0, seed), dataset, context.backend(backend), context.normalization("batch"));
    }

    /** Whether this one's units are shown in a chart, which cannot show all. */
    boolean shown() {
        return backend.equals(protocol.backend()) && dtype == DType.FLOAT64 && batch == BATCH_SIZES.get(1)
                && seed == protocol.firstSeed();
    }

    /** The widths of the hidden layers. */
    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(64, 64) : List.of(128, 64);
    }
}
