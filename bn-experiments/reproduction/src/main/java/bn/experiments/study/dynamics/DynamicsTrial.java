package bn.experiments.study.dynamics;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.data.Dataset;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.BackwardHook;
import bn.experiments.study.Condition;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.study.depth.HiddenLayer;
import bn.experiments.train.BatchLoader;
import bn.experiments.train.Trainer;
import bn.theory.dynamics.ScaleInvariantSgd;
import java.util.List;
import java.util.stream.IntStream;

/** Trains an MLP with weight decay to the equilibrium of its weights, and measures there; then makes the weights longer. */
final class DynamicsTrial {
    static final double LONGER = 3;
    private static final int PARTS = 24;

    private DynamicsTrial() {}

    static int examples(Protocol protocol) {
        return Math.min(protocol.trainable(), protocol.choose(2048, 8192));
    }

    static List<Integer> hidden(Protocol protocol) {
        return protocol.quick() ? List.of(32, 16) : List.of(64, 32);
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        Protocol protocol = context.protocol();
        SgdSetting setting = at.get(SgdSetting.FACTOR);
        boolean shown = setting.equals(SgdSetting.all(protocol).get(0));
        Dataset all = context.pooled();
        Dataset dataset = Split.draw(all, examples(protocol), 1, at.seed()).forChoosing(all);
        ScaleInvariantSgd sgd = setting.sgd();
        MlpConfig mlp = MlpConfig.batchNormalized(hidden(protocol), 0)
                .withSgd(new SgdOptions(sgd.learningRate(), sgd.momentum(), sgd.weightDecay(), 0, 0));
        int steps = setting.steps(protocol);
        try (Trainer trainer = context.trainer(mlp.plan(dataset.train(), DType.FLOAT64, 1, 0, at.seed()), dataset)) {
            MotionInspector inspector = new MotionInspector(trainer.network(), setting.settle(protocol),
                    setting.measure(protocol),
                    Math.max(2, steps / PARTS));
            for (int epoch = 1; (epoch - 1) * trainer.stepsPerEpoch() < steps; epoch++) {
                trainer.epoch(epoch, context.listener(), inspector);
            }
            recorder.record("alignment", inspector.alignment());
            recorder.record("rescaled", rescaled(context.backend(), trainer, dataset));
            for (int i = 0; i < hidden(protocol).size(); i++) {
                Recorder layer = recorder.with("layer", i + 1);
                MotionInspector.Segment measured = inspector.measured(i);
                if (!measured.motion().isEmpty()) {
                    record(measured, sgd, layer);
                }
                for (MotionInspector.Segment part : shown ? inspector.course(i) : List.<MotionInspector.Segment>of()) {
                    Recorder step = layer.with("step", part.lastStep());
                    step.record("effective rate at", effectiveRate(part, sgd));
                    step.record("rate at", part.rate());
                }
            }
        }
    }

    private static void record(MotionInspector.Segment measured, ScaleInvariantSgd sgd, Recorder layer) {
        LayerMotion motion = measured.motion();
        layer.record("norm", motion.fourthPower());
        layer.record("predicted norm", motion.predictedFourthPower(sgd));
        layer.record("norm ratio", motion.fourthPower() / motion.predictedFourthPower(sgd));
        layer.record("angle", motion.angle());
        layer.record("predicted angle", sgd.angularUpdate());
        layer.record("angle ratio", motion.angle() / sgd.angularUpdate());
        layer.record("correlation", motion.correlation(sgd.learningRate(), sgd.momentum()));
        layer.record("effective rate", effectiveRate(measured, sgd));
        layer.record("rate", measured.rate());
    }

    private static double effectiveRate(MotionInspector.Segment part, ScaleInvariantSgd sgd) {
        return sgd.effectiveLearningRate(1) * part.motion().inverseSquare();
    }

    /** The largest change of a layer's rates, relative to their size, when all weights before batch norm are made longer. */
    private static double rescaled(Backend backend, Trainer trainer, Dataset dataset) {
        Network network = trainer.network();
        List<Layer> layers = network.layers().stream().filter(layer -> layer.normalization().isPresent()).toList();
        List<double[]> before = rates(backend, trainer, dataset, layers);
        for (Layer layer : layers) {
            Tensor weights = layer.linear().weights().value();
            double[] values = weights.toDoubles();
            for (int i = 0; i < values.length; i++) {
                values[i] *= LONGER;
            }
            weights.upload(values, 0);
        }
        List<double[]> after = rates(backend, trainer, dataset, layers);
        return IntStream.range(0, layers.size()).mapToDouble(i -> change(before.get(i), after.get(i))).max().orElseThrow();
    }

    private static List<double[]> rates(Backend backend, Trainer trainer, Dataset dataset, List<Layer> layers) {
        Network network = trainer.network();
        int batch = network.spec().maxBatch();
        try (BatchLoader loader = new BatchLoader(backend, network.spec().dtype(), dataset.train(), batch);
                Tensor metrics = backend.allocate(network.spec().dtype(), Shape.of(2))) {
            loader.load(IntStream.range(0, batch).toArray(), 0, batch, 0, null);
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(trainer.loss(), outputs, loader.targets(), network.outputGradient(batch), metrics);
            network.backward(loader.inputs(), BackwardHook.STORE);
            return layers.stream().map(layer -> HiddenLayer.of(layer).rates()).toList();
        }
    }

    private static double change(double[] before, double[] after) {
        double squares = 0;
        double difference = 0;
        for (int k = 0; k < before.length; k++) {
            squares += before[k] * before[k];
            difference += (after[k] - before[k]) * (after[k] - before[k]);
        }
        return squares == 0 ? Math.sqrt(difference) : Math.sqrt(difference / squares);
    }
}
