package bn.experiments.rate;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.data.FloatRange;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.stream.BatchMeans;
import bn.theory.batch.ReluBatchEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Estimates what batches of several sizes add to the loss of a network: by T9, and by drawing batches.
 *
 * @param loss that the network is trained with
 * @param noiseSigma standard deviation of the noise on the inputs
 * @param noiseSeed of the noise
 * @param draws batches of each size to draw; 0 to measure nothing
 * @param seed of the draws
 */
public record BatchCostEstimator(Backend backend, Loss loss, double noiseSigma, long noiseSeed, int draws, long seed) {
    /** Passes that a drawn batch takes. */
    private static final int PASSES = 3;
    private static final int PER_OCTAVE = 4;

    /**
     * Estimates the costs.
     *
     * @param network in blocks of its largest batch, which is at least the largest that is drawn; has the same parameters and running
     *     statistics afterwards
     * @param batches their sizes, increasing, from 2 to the number of examples
     * @param progress called with the fraction done; an exception of it ends the work
     * @throws InvalidRequestException if the network has no rates, no normalization with statistics, or there are no such batches
     * @throws bn.api.BnException if numbers are not finite, or do not fit the network's type
     */
    public BatchCosts estimate(Network network, Examples examples, List<Integer> batches, DoubleConsumer progress) {
        PopulationRateEstimator.requireRates(network);
        int count = examples.count();
        batches.stream().filter(batch -> batch < 2 || batch > count).findFirst().ifPresent(batch -> {
            throw new InvalidRequestException("batches of " + batch + " examples cannot be drawn from " + count
                    + "; take 2 or more, and no more than all");
        });
        List<List<Layer>> levels = NormalizationLevels.fromInputs(network);
        if (levels.isEmpty()) {
            throw new InvalidRequestException("the network's normalization has no statistics of batches, so batches add nothing");
        }
        FloatRange.check(examples, network.spec().dtype());
        boolean predictable = PopulationRateEstimator.hasBatchEffect(network.spec().architecture());
        int passes = levels.size() + 1 + (predictable ? 3 : 0);
        double drawn = (double) PASSES * draws * sum(batches) / count;
        Map<String, double[]> state = network.state();
        try (BlockIterator blocks = new BlockIterator(backend, network.spec().dtype(), examples, network.spec().maxBatch(),
                noiseSigma, noiseSeed, passes, done -> progress.accept(done * passes / (passes + drawn)))) {
            Map<Layer, PopulationStatistics> statistics = PopulationStatistics.replaceRunning(network, levels, blocks,
                    new FinishedLevels(network, MeasurementStore.NONE));
            double mean = meanLoss(network, blocks);
            List<Layer> top = levels.get(levels.size() - 1);
            Layer last = top.get(top.size() - 1);
            List<BatchCosts.Prediction> curve = new ArrayList<>();
            double validFrom = predictable
                    ? predict(new BatchEffectEstimator(backend, network, blocks, last, statistics.get(last)), batches, count,
                            curve)
                    : Double.NaN;
            List<BatchCost> costs;
            try (BatchSampler sampler = new BatchSampler(backend, network, loss, examples, levels, statistics,
                    draws == 0 ? 1 : batches.get(batches.size() - 1), noiseSigma, seed)) {
                costs = costs(batches, curve, sampler, read -> progress
                        .accept((passes + (double) PASSES * read / count) / (passes + drawn)));
            }
            return new BatchCosts(mean, count, levels.stream().mapToInt(List::size).sum(), last.name(), predictable,
                    validFrom, draws, costs, curve);
        } finally {
            network.restore(state);
        }
    }

    /** Adds the points of the curve; returns from which size on they hold. */
    private double predict(BatchEffectEstimator estimator, List<Integer> batches, int count, List<BatchCosts.Prediction> curve) {
        List<Integer> sizes = sizes(batches);
        List<ReluBatchEffect> effects = estimator.measure(loss, sizes);
        for (int i = 0; i < sizes.size(); i++) {
            curve.add(new BatchCosts.Prediction(sizes.get(i), effects.get(i).gap()));
        }
        BatchYardstick yardstick = estimator.yardstick(loss);
        // By the largest of these batches, where T9 is nearest to the truth.
        return effects.stream().filter(effect -> effect.factor() > 0).reduce((smaller, larger) -> larger)
                .map(effect -> yardstick.validFrom(effect, count)).orElse(Double.NaN);
    }

    /** @param progress called with the number of examples in the batches drawn so far */
    private List<BatchCost> costs(List<Integer> batches, List<BatchCosts.Prediction> curve, BatchSampler sampler,
            IntConsumer progress) {
        List<BatchCost> costs = new ArrayList<>();
        int read = 0;
        for (int batch : batches) {
            BatchMeans last = new BatchMeans();
            BatchMeans all = new BatchMeans();
            for (int draw = 0; draw < draws; draw++) {
                BatchSampler.Gap gap = sampler.draw(batch);
                last.add(gap.last());
                all.add(gap.all());
                read += batch;
                progress.accept(read);
            }
            double predicted = curve.stream().filter(point -> point.batch() == batch)
                    .mapToDouble(BatchCosts.Prediction::added).findFirst().orElse(Double.NaN);
            costs.add(new BatchCost(batch, predicted, BatchCost.Drawn.of(last.mean()), BatchCost.Drawn.of(all.mean())));
        }
        return costs;
    }

    private double meanLoss(Network network, BlockIterator blocks) {
        double[] sum = {0};
        try (Tensor metrics = backend.allocate(network.spec().dtype(), Shape.of(2))) {
            blocks.forEach(count -> {
                backend.loss().compute(loss, network.infer(blocks.inputs()), blocks.targets(), null, metrics);
                sum[0] += metrics.toDoubles()[0] * count;
            });
        }
        return sum[0] / blocks.examples();
    }

    /** These sizes and, for a curve, others between them, {@link #PER_OCTAVE} for each factor of 2. */
    private static List<Integer> sizes(List<Integer> batches) {
        int smallest = batches.get(0);
        int largest = batches.get(batches.size() - 1);
        Stream<Integer> between = IntStream.rangeClosed(PER_OCTAVE, 30 * PER_OCTAVE)
                .mapToObj(i -> (int) Math.pow(2, (double) i / PER_OCTAVE)).filter(size -> size > smallest && size < largest);
        return Stream.concat(batches.stream(), between).distinct().sorted().toList();
    }

    private static long sum(List<Integer> batches) {
        return batches.stream().mapToLong(Integer::intValue).sum();
    }
}
