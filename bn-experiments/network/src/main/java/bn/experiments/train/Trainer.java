package bn.experiments.train;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.FloatRange;
import bn.experiments.data.Shuffle;
import bn.experiments.data.Task;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Network;
import bn.experiments.network.Optimizer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;

/** Trains a network by a plan, one epoch at a time. An epoch depends only on the state before it, the plan and its number. */
public final class Trainer implements AutoCloseable {
    private static final int FETCH_EVERY = 32;

    private final TrainingPlan plan;
    private final Dataset dataset;
    private final Examples train;
    private final Backend backend;
    private final Loss loss;
    private final Network network;
    private final Optimizer optimizer;
    private final BatchLoader loader;
    /** What becomes of the training images; empty if they stay as they are. */
    private final Optional<Augmentation.Sources> augmentation;

    /**
     * A trainer with a fresh network.
     *
     * @throws InvalidRequestException if plan and data do not fit together
     * @throws BnException if the plan's type is too narrow for the data
     */
    public Trainer(TrainingPlan plan, Dataset dataset, Backend backend, NormalizationProvider normalization) {
        check(plan, dataset);
        this.plan = plan;
        this.dataset = plan.preprocessing().normalized(dataset);
        train = plan.preprocessing().smoothed(this.dataset.train());
        this.backend = backend;
        loss = loss(dataset.task());
        network = new Network(backend, plan.network(), normalization);
        optimizer = plan.optimizer().optimizer(backend, network);
        loader = new BatchLoader(backend, plan.dtype(), train, plan.batchSize());
        Augmentation changes = plan.preprocessing().augmentation();
        augmentation = train.image().filter(size -> !changes.isNone()).map(size -> new Augmentation.Sources(changes, size));
    }

    private static void check(TrainingPlan plan, Dataset dataset) {
        Examples train = dataset.train();
        if (!plan.architecture().takes(train)) {
            throw new InvalidRequestException("the architecture " + plan.architecture() + " does not fit the data set "
                    + dataset.name() + ": it needs " + train.features() + " inputs"
                    + train.image().map(size -> " (images of " + size + " pixels)").orElse("") + " and " + train.targets()
                    + " outputs");
        }
        if (plan.batchSize() > train.count()) {
            throw new InvalidRequestException("a batch size of " + plan.batchSize() + " is more than the " + train.count()
                    + " training examples; lower it");
        }
        if (!plan.preprocessing().augmentation().isNone() && train.image().isEmpty()) {
            throw new InvalidRequestException("the examples of " + dataset.name()
                    + " are not images, so they cannot be moved or flipped");
        }
        FloatRange.check(train, plan.dtype());
    }

    /** The network in its present state. */
    public Network network() {
        return network;
    }

    /** The optimizer in its present state. */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** The examples that it trains on, with normalized images and smoothed labels, before augmentation and noise. */
    public Examples examples() {
        return train;
    }

    /** The loss that it minimizes. */
    public Loss loss() {
        return loss;
    }

    /** The loss that networks are trained with for a task. */
    public static Loss loss(Task task) {
        return task == Task.CLASSIFICATION ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.SQUARED;
    }

    /** Number of steps in an epoch. */
    public int stepsPerEpoch() {
        return train.count() / plan.batchSize();
    }

    /**
     * Trains for all epochs of the plan.
     *
     * @return the metrics of the last one
     * @throws BnException if the loss stops being a number
     * @throws CancellationException if the listener asks for it
     */
    public EpochMetrics train(TrainingListener listener) {
        return all(listener, optimizer::backwardAndStep);
    }

    /** {@link #train(TrainingListener)} with every backward pass seen by an inspector, which may add to gradients. */
    public EpochMetrics train(TrainingListener listener, BackwardHook inspector) {
        return all(listener, (trained, x) -> optimizer.backwardAndStep(trained, x, inspector));
    }

    private EpochMetrics all(TrainingListener listener, BiConsumer<Network, Tensor> backwardAndStep) {
        EpochMetrics last = null;
        for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
            last = train(epoch, listener, backwardAndStep);
        }
        return last;
    }

    /**
     * Trains for an epoch, then evaluates on the test examples.
     *
     * @param epoch its number, from 1
     * @throws BnException if the loss stops being a number
     * @throws CancellationException if the listener asks for it
     */
    public EpochMetrics epoch(int epoch, TrainingListener listener) {
        return train(epoch, listener, optimizer::backwardAndStep);
    }

    /**
     * {@link #epoch(int, TrainingListener)} with a hook in every backward pass, which may add to gradients (see
     * {@link Optimizer}).
     */
    public EpochMetrics epoch(int epoch, TrainingListener listener, BackwardHook hook) {
        return train(epoch, listener, (trained, x) -> optimizer.backwardAndStep(trained, x, hook));
    }

    private EpochMetrics train(int epoch, TrainingListener listener, BiConsumer<Network, Tensor> backwardAndStep) {
        SplittableRandom random = new SplittableRandom(plan.seed() + 0x9E3779B97F4A7C15L * epoch);
        int[] order = Shuffle.order(train.count(), random.split());
        SplittableRandom noise = random.split();
        SplittableRandom changes = random.split();
        network.setRandom(random.split());
        int steps = stepsPerEpoch();
        long start = System.nanoTime();
        try (MetricsLog log = new MetricsLog(backend, plan.dtype(), FETCH_EVERY)) {
            for (int step = 1; step <= steps; step++) {
                if (listener.cancelled()) {
                    throw new CancellationException("interrupted in epoch " + epoch + " at step " + step + " of " + steps);
                }
                load(order, (step - 1) * plan.batchSize(), changes, noise);
                optimizer.setLearningRateFactor(plan.schedule().factor((epoch - 1L) * steps + step - 1, steps, plan.epochs()));
                Tensor outputs = network.forward(loader.inputs());
                backend.loss().compute(loss, outputs, loader.targets(), network.outputGradient(plan.batchSize()),
                        log.next(plan.batchSize()));
                backwardAndStep.accept(network, loader.inputs());
                if (log.full() || step == steps) {
                    MetricsLog.Recent recent = log.fetch();
                    if (!Double.isFinite(recent.loss())) {
                        throw new BnException("the loss became " + recent.loss() + " in epoch " + epoch + " by step " + step
                                + ": lower the learning rate (now " + plan.optimizer().learningRate()
                                + "), or look for extreme inputs");
                    }
                    double rate = (double) step * plan.batchSize() / seconds(start);
                    listener.progress(new TrainingListener.Progress(epoch, step, steps, recent.loss(),
                            accuracy(recent.accuracy()), rate));
                }
            }
            double seconds = seconds(start);
            Evaluation test = Evaluation.of(backend, network, dataset.test(), loss);
            if (dataset.test().count() > 0 && !Double.isFinite(test.loss())) {
                throw new BnException("the loss on the test examples is " + test.loss() + " after epoch " + epoch
                        + ": look for extreme inputs among them, or lower the learning rate");
            }
            Evaluation training = log.sums().evaluation();
            return new EpochMetrics(epoch, training.loss(), accuracy(training.accuracy()), test.loss(), accuracy(test.accuracy()),
                    seconds, log.sums().examples() / seconds);
        }
    }

    private void load(int[] order, int from, SplittableRandom changes, SplittableRandom noise) {
        if (augmentation.isPresent()) {
            loader.load(order, from, plan.batchSize(), augmentation.get(), changes, plan.noiseSigma(), noise);
        } else {
            loader.load(order, from, plan.batchSize(), plan.noiseSigma(), noise);
        }
    }

    private double accuracy(double fraction) {
        return dataset.task() == Task.CLASSIFICATION ? fraction : Double.NaN;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) * 1e-9;
    }

    @Override
    public void close() {
        loader.close();
        optimizer.close();
        network.close();
    }
}
