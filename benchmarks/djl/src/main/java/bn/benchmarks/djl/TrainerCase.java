package bn.benchmarks.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;

/** A training step with DJL's Trainer, as users of DJL write it. */
final class TrainerCase implements Case {
    private final Model model = Model.newInstance("mlp");
    private final StepTask task;
    private final Trainer trainer;
    private final NDManager manager;
    private final NDArray x;
    private final NDArray labels;

    TrainerCase(StepTask task) {
        this.task = task;
        SequentialBlock network = new SequentialBlock();
        for (int i = 1; i < task.layers(); i++) {
            network.add(Linear.builder().setUnits(task.widths().get(i)).optBias(false).build());
            network.add(BatchNorm.builder().build());
            network.add(Activation::relu);
        }
        network.add(Linear.builder().setUnits(task.classes()).build());
        model.setBlock(network);
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed(StepTask.LEARNING_RATE)).optMomentum(StepTask.MOMENTUM).build()));
        Shape shape = new Shape(task.batch(), task.inputs());
        trainer.initialize(shape);
        manager = trainer.getManager();
        x = manager.create(task.x(), shape);
        labels = manager.create(task.labels()).toType(DataType.FLOAT32, false);
    }

    @Override
    public void run() {
        step();
    }

    private float step() {
        try (NDManager step = manager.newSubManager()) {
            // A copy, because a new batch would be a new array, too.
            NDList inputs = new NDList(x.duplicate());
            inputs.attach(step);
            NDList outputs;
            NDArray loss;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                outputs = trainer.forward(inputs);
                loss = trainer.getLoss().evaluate(new NDList(labels), outputs);
                collector.backward(loss);
            }
            trainer.step();
            outputs.attach(step);
            loss.attach(step);
            return loss.getFloat();
        }
    }

    @Override
    public void check() throws Exception {
        task.check(this::step);
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
