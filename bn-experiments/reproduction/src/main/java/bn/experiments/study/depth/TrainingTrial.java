package bn.experiments.study.depth;

import bn.api.DType;
import bn.api.norm.Affine;
import bn.experiments.data.Dataset;
import bn.experiments.network.Network;
import bn.experiments.rate.LayerCertificate;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.study.Condition;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.train.Trainer;
import bn.theory.unit.LayerRates;
import bn.theory.unit.UnitRate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Trains an MLP by batches, with gamma learned or fixed, and reads the rates of its layers on the way and of its units at the end. */
final class TrainingTrial {
    static final double[] QUANTILES = {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95};
    private static final int WINDOWS = 20;

    private TrainingTrial() {}

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(2560, 10240));
    }

    static int epochs(Protocol protocol) {
        return protocol.choose(3, 10);
    }

    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(64, 32, 16) : List.of(128, 64, 32);
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        boolean learned = at.get(DepthExperiment.GAMMA_FACTOR).equals(DepthExperiment.LEARNED);
        Dataset dataset = Split.draw(context.dataset(), examples(protocol), 1, at.seed()).forChoosing(context.dataset());
        MlpConfig mlp = MlpConfig.batchNormalized(hidden(protocol), 0);
        MlpConfig withScale = mlp.withNormalization("batch",
                mlp.options().withAffine(learned ? Affine.learned() : Affine.fixedGamma(1)));
        try (Trainer trainer = context.trainer(withScale.plan(dataset.train(), DType.FLOAT64, epochs(protocol), 0, at.seed()),
                dataset)) {
            int steps = epochs(protocol) * trainer.stepsPerEpoch();
            RedistributionInspector inspector = new RedistributionInspector(trainer.network(), Math.max(1, steps / WINDOWS));
            trainer.train(context.listener(), inspector);
            recorder.record("inner error", inspector.innerError());
            recorder.record("last error", inspector.lastError());
            record(inspector, recorder, hidden(protocol).size());
            units(context, trainer, dataset, recorder);
        }
    }

    private static void record(RedistributionInspector inspector, Recorder recorder, int layers) {
        for (int i = 0; i < layers; i++) {
            Recorder layer = recorder.with("layer", i + 1);
            List<RedistributionInspector.Window> windows = inspector.windows(i);
            layer.record("net", windows.stream().mapToDouble(RedistributionInspector.Window::net).average().orElse(Double.NaN));
            layer.record("size", windows.stream().mapToDouble(RedistributionInspector.Window::size).average().orElse(Double.NaN));
            for (RedistributionInspector.Window window : windows) {
                Recorder at = layer.with("step", window.lastStep());
                at.record("rate at", window.rate());
                at.record("net at", window.net());
            }
        }
    }

    /** With population statistics. */
    private static void units(TrialContext context, Trainer trainer, Dataset dataset, Recorder recorder) {
        Network network = trainer.network();
        for (LayerCertificate each : new PopulationRateEstimator(context.backend(), trainer.loss(), 0, 0)
                .measure(network, dataset.train(), OptionalInt.empty(), share -> context.check()).layers()) {
            Recorder layer = recorder.with("layer", each.measurement().layer());
            LayerRates rates = each.measurement().rates().orElseThrow();
            double[] sorted = rates.units().stream().mapToDouble(UnitRate::lambda).filter(value -> !Double.isNaN(value)).sorted()
                    .toArray();
            for (double quantile : QUANTILES) {
                layer.with("quantile", quantile).record("lambda", quantile(sorted, quantile));
            }
            layer.record("negative", Arrays.stream(sorted).filter(value -> value < 0).count() / (double) sorted.length);
            each.stationarity().ifPresent(stationarity -> layer.record("residual", stationarity.relativeResidual()));
        }
    }

    /** Linear between order statistics. */
    static double quantile(double[] sorted, double quantile) {
        double place = quantile * (sorted.length - 1);
        int below = (int) place;
        return below + 1 < sorted.length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
