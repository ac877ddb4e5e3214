package bn.experiments.rate;

import bn.api.BnException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.Node;
import bn.experiments.train.BatchLoader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws batches and compares the losses of a network on them: normalized by the statistics of the batch, less normalized by those of all
 * examples. Each batch is drawn without replacement, independently of the others. Both losses are of the same examples, so that what
 * these have in common cancels. Passes are those of inference: dropout plays no part.
 */
final class BatchSampler implements AutoCloseable {
    private final Backend backend;
    private final Network network;
    private final Loss loss;
    private final Map<Layer, PopulationStatistics> population;
    private final List<List<Layer>> levels;
    /** For each level, the nodes up to it that are not final yet once the statistics of the levels before it are there. */
    private final List<Set<Node>> parts = new ArrayList<>();
    /** What is left once the statistics of all levels are there. */
    private final Set<Node> rest;
    private final Set<Node> fromLast;
    private final int[] pool;
    private final BatchLoader loader;
    private final Tensor metrics;
    private final double noiseSigma;
    private final SplittableRandom random;
    private final HostCopy host = new HostCopy();

    /**
     * A sampler.
     *
     * @param network with the statistics of all examples as its running ones, which it has again after each batch
     * @param levels its layers with statistics, from {@link NormalizationLevels#fromInputs}
     * @param population the statistics of these
     * @param largest batch that is drawn
     */
    BatchSampler(Backend backend, Network network, Loss loss, Examples examples, List<List<Layer>> levels,
            Map<Layer, PopulationStatistics> population, int largest, double noiseSigma, long seed) {
        this.backend = backend;
        this.network = network;
        this.loss = loss;
        this.levels = levels;
        this.population = population;
        this.noiseSigma = noiseSigma;
        Set<Node> left = new HashSet<>(network.nodes());
        for (List<Layer> level : levels) {
            Set<Node> part = new LinkedHashSet<>(network.upTo(level));
            part.retainAll(left);
            parts.add(part);
            left.removeAll(part);
            // Their linear maps are done by then, but not what the statistics are for.
            left.addAll(level);
        }
        rest = new LinkedHashSet<>(network.nodes());
        rest.retainAll(left);
        fromLast = network.from(levels.get(levels.size() - 1));
        pool = IntStream.range(0, examples.count()).toArray();
        random = new SplittableRandom(seed);
        loader = new BatchLoader(backend, network.spec().dtype(), examples, largest);
        metrics = backend.allocate(network.spec().dtype(), Shape.of(2));
    }

    /** What a batch adds to the loss: by the statistics of the last level of layers alone, and by those of all. */
    record Gap(double last, double all) {}

    /** Draws a batch of so many examples. */
    Gap draw(int batch) {
        for (int i = 0; i < batch; i++) {
            int place = random.nextInt(i, pool.length);
            int drawn = pool[place];
            pool[place] = pool[i];
            pool[i] = drawn;
        }
        return gap(pool, batch);
    }

    /** What the batch of the first examples of an order adds. */
    Gap gap(int[] order, int batch) {
        loader.load(order, 0, batch, noiseSigma, random);
        network.infer(loader.inputs());
        double before = loss();
        normalizeByBatch(levels.get(levels.size() - 1));
        network.infer(loader.inputs(), fromLast);
        double last = loss();
        double all = last;
        if (levels.size() > 1) {
            for (int i = 0; i < levels.size(); i++) {
                network.infer(loader.inputs(), parts.get(i));
                normalizeByBatch(levels.get(i));
            }
            network.infer(loader.inputs(), rest);
            all = loss();
        }
        population.forEach((layer, statistics) -> statistics.replaceRunning(layer));
        return new Gap(finite(last - before), finite(all - before));
    }

    private void normalizeByBatch(List<Layer> level) {
        level.forEach(layer -> PopulationStatistics.ofBatch(layer, network.preActivations(layer, loader.inputs()), host)
                .replaceRunning(layer));
    }

    private double loss() {
        Node outputs = network.nodes().get(network.nodes().size() - 1);
        backend.loss().compute(loss, outputs.outputs(loader.inputs().shape().size(0)), loader.targets(), null, metrics);
        return metrics.toDoubles()[0];
    }

    private static double finite(double gap) {
        if (!Double.isFinite(gap)) {
            throw new BnException(
                    "the loss of a drawn batch is not finite, so there is no mean; look for extreme inputs or weights");
        }
        return gap;
    }

    @Override
    public void close() {
        loader.close();
        metrics.close();
    }
}
