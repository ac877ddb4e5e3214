package bn.experiments.study.batch;

import bn.api.DType;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.rate.JointMoments;
import bn.experiments.rate.PopulationRateEstimator;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.train.BatchLoader;
import bn.experiments.train.Trainer;
import bn.theory.batch.BatchEffect;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.SignalAndNoise;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A batch-normalized layer, the loss as a function of its outputs, and what T9 says of it.
 *
 * @param layer the layer on the examples
 * @param loss of the outputs
 * @param predicted by the size of batches
 * @param replacement whether batches are drawn with replacement
 */
record LayerLoss(NormalizedLayer layer, OutputLoss loss, IntFunction<BatchPrediction> predicted, boolean replacement) {
    static final List<Integer> HIDDEN = List.of(64, 32);
    static final int EPOCHS = 3;
    private static final double EPS = 1e-5;

    /**
     * Linear outputs for the classes that have examples, with the weights of batch-normalized linear regression on the classes.
     *
     * @param relativeEps eps over the variance of the outputs before they are normalized, which is gamma^2 for all of them
     * @return empty if the features do not distinguish two classes
     */
    static Optional<LayerLoss> linear(TrialContext context, int count, long seed, LinearLoss kind, double relativeEps) {
        Examples examples = Split.draw(context.pooled(), count, 0, seed).train();
        int[] sizes = new int[examples.targets()];
        IntStream.range(0, count).forEach(i -> sizes[examples.label(i)]++);
        int[] present = IntStream.range(0, sizes.length).filter(c -> sizes[c] > 0).toArray();
        LinearRegression regression = new LinearRegression(new JointMoments(context.backend()).of(examples), examples.targets());
        if (present.length < 2 || regression.clean().rank() == 0) {
            return Optional.empty();
        }
        SignalAndNoise clean = regression.withNoise(0);
        int k = present.length;
        double[] gamma = new double[k];
        double[] beta = new double[k];
        double[] preActivations = new double[count * k];
        double[] row = new double[examples.features()];
        double[][] weights = new double[k][];
        Arrays.fill(gamma, kind.gamma());
        for (int c = 0; c < k; c++) {
            beta[c] = kind.shift((double) sizes[present[c]] / count);
            weights[c] = regression.solve(present[c], kind.gamma(), clean).weights();
        }
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = Arrays.binarySearch(present, examples.label(i));
            examples.copyFeatures(i, row, 0);
            for (int c = 0; c < k; c++) {
                for (int j = 0; j < row.length; j++) {
                    preActivations[i * k + c] += weights[c][j] * row[j];
                }
            }
        }
        OutputLoss loss = kind.loss(labels, k);
        NormalizedLayer layer = new NormalizedLayer(preActivations, gamma, beta, relativeEps * kind.gamma() * kind.gamma());
        if (!layer.varies()) {
            return Optional.empty();
        }
        BatchEffect effect = BatchEffect.of(preActivations, layer.eps(), gamma, beta, loss);
        double[] eps = layer.relativeEps();
        double[] scale = IntStream.range(0, k).mapToDouble(c -> gamma[c] / Math.sqrt(1 + eps[c])).toArray();
        BatchEffect inGamma = BatchEffect.of(preActivations, scale, beta, loss);
        return Optional.of(new LayerLoss(layer, loss, batch -> BatchPrediction.of(effect, inGamma, batch), true));
    }

    /**
     * The last batch norm of an MLP after a short training, as {@code bn rate network} measures it: what is below has the statistics
     * of all examples.
     *
     * @param sizes of batches that predictions are asked for
     * @return empty if one of its channels is constant
     */
    static Optional<LayerLoss> network(TrialContext context, int count, List<Integer> sizes, long seed) {
        Dataset dataset = Split.draw(context.dataset(), count, 0, seed).dataset(context.dataset());
        Examples examples = dataset.train();
        try (Trainer trainer = context.trainer(
                MlpConfig.batchNormalized(HIDDEN, EPS).plan(examples, DType.FLOAT32, EPOCHS, 0, seed),
                dataset)) {
            trainer.train(context.listener());
            Layer last = trainer.network().layers().get(HIDDEN.size() - 1);
            Normalization norm = last.normalization().orElseThrow();
            double[] gamma = norm.gamma().orElseThrow().value().toDoubles();
            double[] beta = norm.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA).findFirst().orElseThrow()
                    .value().toDoubles();
            Linear head = trainer.network().layers().get(HIDDEN.size()).linear();
            NormalizedLayer layer = new NormalizedLayer(preActivations(context, trainer, examples), gamma, beta, EPS);
            if (!layer.varies()) {
                return Optional.empty();
            }
            PopulationRateEstimator estimator = new PopulationRateEstimator(context.backend(), trainer.loss(), 0, 0);
            Map<Integer, BatchPrediction> predictions = new HashMap<>();
            for (int size : sizes) {
                predictions.put(size, BatchPrediction.of(estimator.measure(trainer.network(), examples,
                        OptionalInt.of(Math.min(size, count)), fraction -> context.check()).batchEffect().orElseThrow()));
            }
            return Optional.of(new LayerLoss(layer, new ReluHeadLoss(head.weights().value().toDoubles(),
                    head.bias().orElseThrow().value().toDoubles(), examples.labels()), predictions::get, false));
        }
    }

    /** Of the last hidden layer, in a training pass with all examples as one batch. */
    private static double[] preActivations(TrialContext context, Trainer trainer, Examples examples) {
        try (Network whole = trainer.network().withMaxBatch(examples.count());
                BatchLoader loader = new BatchLoader(context.backend(), DType.FLOAT32, examples, examples.count())) {
            loader.load(IntStream.range(0, examples.count()).toArray(), 0, examples.count(), 0, null);
            whole.forward(loader.inputs());
            return whole.layers().get(HIDDEN.size() - 1).preActivations(examples.count()).toDoubles();
        }
    }
}
