package bn.experiments.study.conv;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.kernel.ConvolutionKernel;
import bn.api.norm.NormalizationOptions;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.NamedArchitecture;
import bn.experiments.data.Dataset;
import bn.experiments.data.ImageSize;
import bn.experiments.identity.IdentityErrors;
import bn.experiments.network.Layer;
import bn.experiments.network.SgdOptions;
import bn.experiments.study.Condition;
import bn.experiments.study.Protocol;
import bn.experiments.study.Recorder;
import bn.experiments.study.Split;
import bn.experiments.study.TrialContext;
import bn.experiments.train.Trainer;
import bn.experiments.train.TrainingPlan;
import java.util.Optional;
import java.util.stream.Stream;

/** Trains a network for a few steps, and measures at each of them. */
final class ConvTrial {
    /** Larger than usual, so that what ε adds to T1 and T13 is seen next to the variance of a channel. */
    static final double EPS = 0.1;
    static final int BATCH = 32;
    static final SgdOptions SGD = new SgdOptions(0.1, 0.9, 0, 0, 0);
    /** Positions of all images of a batch, at most, unless two images have more: sums over them are what the criteria allow for. */
    private static final int ROWS = 8192;

    private final TrialContext context;
    private final Condition at;

    private ConvTrial(TrialContext context, Condition at) {
        this.context = context;
        this.at = at;
    }

    /**
     * Images, and the network for them.
     *
     * @param pixels of an image
     */
    private record Task(Dataset images, Architecture architecture, int pixels) {}

    static int steps(Protocol protocol) {
        return protocol.choose(2, 4);
    }

    static void run(TrialContext context, Recorder recorder, Condition at) {
        new ConvTrial(context, at).run(recorder);
    }

    private void run(Recorder recorder) {
        Backend backend = context.backend(at.get(ConvExperiment.BACKEND));
        Optional<Task> task = backend.optional(ConvolutionKernel.class)
                .flatMap(kernel -> Stream.of(context.pooled(), context.dataset()).flatMap(data -> task(data).stream())
                        .findFirst());
        if (task.isEmpty()) {
            recorder.record("steps", 0);
        } else {
            train(backend, task.get(), recorder);
        }
    }

    /** Empty if the examples are no images, or the network does not take images of their size. */
    private Optional<Task> task(Dataset data) {
        Optional<ImageSize> size = data.train().image();
        NamedArchitecture network = at.get(ConvExperiment.NETWORK);
        try {
            return size.map(each -> new Task(data,
                    network.of(Shape.of(each.channels(), each.height(), each.width()), data.train().targets()),
                    each.height() * each.width()));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }

    private void train(Backend backend, Task task, Recorder recorder) {
        Protocol protocol = context.protocol();
        int most = Math.max(2, Math.min(BATCH, ROWS / task.pixels()));
        int examples = Math.min(protocol.trainable(), most * steps(protocol));
        // The trainer tests after the epoch; one example is enough, because nothing is said about the loss.
        Dataset dataset = Split.draw(task.images(), examples, 1, at.seed()).forChoosing(task.images());
        DType dtype = at.get(ConvExperiment.DTYPE);
        TrainingPlan plan = new TrainingPlan(task.architecture(), dtype, "batch", NormalizationOptions.pytorch().withEps(EPS), 1,
                Math.min(most, examples), SGD, 0, at.seed());
        try (Trainer trainer = context.trainer(plan, dataset, backend)) {
            StepInspector inspector = new StepInspector(backend, trainer.network());
            trainer.epoch(1, context.listener(), inspector);
            int depth = 0;
            for (Layer layer : trainer.network().layers()) {
                IdentityErrors errors = inspector.errors().get(layer.linear());
                if (errors != null) {
                    depth++;
                    record(errors, recorder.with("layer", depth));
                }
            }
            recorder.record("balance", inspector.balance());
            recorder.record("streams", inspector.streams());
            recorder.record("steps", inspector.steps());
        }
    }

    private static void record(IdentityErrors errors, Recorder layer) {
        layer.record("constraint", errors.constraint());
        layer.record("gradient", errors.gradient());
        layer.record("rate", errors.rate());
    }
}
