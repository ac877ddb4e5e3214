package bn.experiments.study.batch;

import bn.api.DType;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.rate.JointMoments;
import bn.experiments.study.MlpConfig;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.train.BatchLoader;
import bn.experiments.train.Trainer;
import bn.theory.linear.LinearRegression;
import bn.theory.spectral.SignalAndNoise;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A batch-normalized layer and the loss as a function of its outputs.
 *
 * @param layer the layer on the examples
 * @param loss of the outputs
 * @param smooth the same with second derivatives that leave out the kink of ReLU; the same loss where there is none
 */
record LayerLoss(NormalizedLayer layer, OutputLoss loss, OutputLoss smooth) {
    static final List<Integer> HIDDEN = List.of(64, 32);
    static final int EPOCHS = 3;
    /** Half the base of the triangle that stands for a kink, in deviations of the channel. */
    static final double WIDTH = 0.2;
    private static final double EPS = 1e-5;
    private static final int CHUNK = 128;

    /**
     * Linear outputs for the classes that have examples, with the weights of batch-normalized linear regression on the classes.
     *
     * @return empty if the features do not distinguish two classes
     */
    static Optional<LayerLoss> linear(TrialContext context, int count, long seed, LinearLoss kind) {
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
        return checked(new LayerLoss(new NormalizedLayer(preActivations, gamma, beta), loss, loss));
    }

    /**
     * The last batch norm of an MLP after a short training; what is below it has its running statistics.
     *
     * @return empty if one of its channels is constant
     */
    static Optional<LayerLoss> network(TrialContext context, int count, long seed) {
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
            double[] weights = head.weights().value().toDoubles();
            double[] bias = head.bias().orElseThrow().value().toDoubles();
            int[] labels = examples.labels();
            double[] width = Arrays.stream(gamma).map(g -> WIDTH * Math.abs(g)).toArray();
            return checked(new LayerLoss(new NormalizedLayer(preActivations(context, trainer, last, examples), gamma, beta),
                    new ReluHeadLoss(weights, bias, labels, width),
                    new ReluHeadLoss(weights, bias, labels, new double[gamma.length])));
        }
    }

    private static double[] preActivations(TrialContext context, Trainer trainer, Layer last, Examples examples) {
        int chunk = Math.min(CHUNK, trainer.network().spec().maxBatch());
        double[] preActivations = new double[examples.count() * last.linear().units()];
        try (BatchLoader loader = new BatchLoader(context.backend(), DType.FLOAT32, examples, chunk)) {
            loader.forEachBatch(from -> {
                trainer.network().infer(loader.inputs());
                double[] part = last.preActivations(Math.min(chunk, examples.count() - from)).toDoubles();
                System.arraycopy(part, 0, preActivations, from * last.linear().units(), part.length);
            });
        }
        return preActivations;
    }

    private static Optional<LayerLoss> checked(LayerLoss layerLoss) {
        return Optional.of(layerLoss).filter(each -> each.layer().varies());
    }
}
