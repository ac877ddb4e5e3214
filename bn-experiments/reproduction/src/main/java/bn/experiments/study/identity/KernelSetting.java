package bn.experiments.study.identity;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.experiments.data.Dataset;
import bn.experiments.study.Condition;
import bn.experiments.study.Factor;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import bn.experiments.train.Trainer;
import java.util.List;

/**
 * What the kernels of batch norm are tested under: an MLP is trained for an epoch, on each backend, in each dtype, with batches of
 * several sizes, from several seeds.
 *
 * @param context of the trial
 * @param at backend, dtype, batch size and seed
 * @param eps of batch norm
 */
record KernelSetting(TrialContext context, Condition at, double eps) {
    static final List<String> FACTORS = List.of(Trial.BACKEND, "dtype", "batch");
    private static final Factor<String> BACKEND = Factor.of(Trial.BACKEND);
    private static final Factor<DType> DTYPE = Factor.of("dtype", DType::label);
    private static final Factor<Integer> BATCH = Factor.of("batch");
    private static final List<Integer> BATCH_SIZES = List.of(16, 128, 512);

    /** What is measured in a setting. */
    @FunctionalInterface
    interface Measurement {
        void take(KernelSetting setting, Recorder recorder);
    }

    /** A trial for each setting. */
    static List<Trial> trials(Protocol protocol, double eps, double cost, Measurement measurement) {
        return Trials.grid(protocol).over(BACKEND, protocol.backends()).over(DTYPE, DType.values()).over(BATCH, BATCH_SIZES)
                .cost(at -> cost)
                .measure((context, recorder, at) -> measurement.take(new KernelSetting(context, at, eps), recorder));
    }

    /** The examples, which the seed draws. */
    Dataset dataset() {
        return Split.draw(context.dataset(), examples(context.protocol()), 0, at.seed()).dataset(context.dataset());
    }

    /** How many examples are trained on. */
    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(1024, 5120));
    }

    /** A trainer with a fresh network. */
    Trainer trainer(Dataset dataset) {
        MlpConfig mlp = MlpConfig.batchNormalized(hidden(context.protocol()), eps).withBatchSize(at.get(BATCH));
        return context.trainer(mlp.plan(dataset.train(), at.get(DTYPE), 1, 0, at.seed()), dataset, backend());
    }

    /** What computes. */
    Backend backend() {
        return context.backend(at.get(BACKEND));
    }

    /** Whether this one's units are shown in a chart, which cannot show all. */
    boolean shown() {
        return at.get(BACKEND).equals(context.protocol().backend()) && at.get(DTYPE) == DType.FLOAT64
                && at.get(BATCH).equals(BATCH_SIZES.get(1)) && at.seed() == context.protocol().firstSeed();
    }

    /** The widths of the hidden layers. */
    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(64, 64) : List.of(128, 64);
    }
}
