package bn.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.StackBatchifier;

/** A small network in training with one batch of drawn data. */
final class Training implements AutoCloseable {
    static final Shape ROWS = new Shape(16, 6);
    static final Shape IMAGES = new Shape(4, 2, 8, 8);

    final Trainer trainer;
    final NDArray x;
    private final NDArray labels;
    private final Model model;

    Training(Block network, Shape shape, DataType type, TrainingListener... listeners) {
        model = Model.newInstance("network");
        model.setDataType(type);
        model.setBlock(network);
        trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed(0.05f)).optWeightDecays(0.1f).build()).addTrainingListeners(listeners));
        trainer.getManager().getEngine().setRandomSeed(7);
        trainer.initialize(shape);
        NDManager manager = trainer.getManager();
        x = manager.randomNormal(0.5f, 1, shape, DataType.FLOAT32).toType(type, false);
        long[] classes = new long[(int) shape.get(0)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = i * i % 3;
        }
        labels = manager.create(classes).toType(type, false);
    }

    /** 6 inputs, hidden layers of 5 and 4 units, 3 classes. */
    static SequentialBlock perceptron() {
        return new SequentialBlock()
                .add(Linear.builder().setUnits(5).build()).add(BatchNorm.builder().build()).add(Activation.reluBlock())
                .add(Linear.builder().setUnits(4).optBias(false).build()).add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(3).build());
    }

    /**
     * Convolutions of 3 and 16 filters with a pooling in between, each with its normalization in a block of its own. The second has 16, because the
     * backward pass of the engine's convolutions (oneDNN) reads memory that nobody has set where filters do not fill a block of 8:
     * now and then a gradient is NaN.
     */
    static SequentialBlock convolutions() {
        return new SequentialBlock()
                .add(new SequentialBlock().add(Conv2d.builder().setFilters(3).setKernelShape(new Shape(3, 3)).build())
                        .add(BatchNorm.builder().build()).add(Activation.reluBlock()))
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(new SequentialBlock().add(Conv2d.builder().setFilters(16).setKernelShape(new Shape(2, 2)).build())
                        .add(BatchNorm.builder().build()).add(Activation.reluBlock()))
                .add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(3).build());
    }

    /** Everything of a step but the step of the optimizer. */
    void backward() {
        NDManager manager = trainer.getManager().newSubManager();
        try (Batch batch = new Batch(manager, new NDList(attached(x, manager)), new NDList(attached(labels, manager)),
                (int) x.getShape().get(0), new StackBatchifier(), new StackBatchifier(), 0, 1)) {
            EasyTrain.trainBatch(trainer, batch);
        }
    }

    /** The batch is closed with what is in it. */
    private static NDArray attached(NDArray array, NDManager manager) {
        NDArray copy = array.duplicate();
        copy.attach(manager);
        return copy;
    }

    /** Scales and shifts that are not those of the start. */
    void moveScalesAndShifts() {
        trainer.getModel().getBlock().getParameters().values().stream()
                .filter(each -> each.getType() == Parameter.Type.GAMMA || each.getType() == Parameter.Type.BETA)
                .forEach(each -> {
                    NDArray array = each.getArray();
                    array.setRequiresGradient(false);
                    array.addi(
                            trainer.getManager().randomUniform(-0.5f, 0.5f, array.getShape()).toType(array.getDataType(), false));
                    array.setRequiresGradient(true);
                });
    }

    void step() {
        backward();
        trainer.step();
    }

    /** The mean loss in training mode; it changes the running statistics. */
    double loss() {
        try (NDManager manager = trainer.getManager().newSubManager()) {
            NDList outputs = trainer.forward(new NDList(attached(x, manager)));
            outputs.attach(manager);
            NDArray loss = trainer.getLoss().evaluate(new NDList(labels), outputs);
            loss.attach(manager);
            return loss.toType(DataType.FLOAT64, false).getDouble();
        }
    }

    /** A block by the numbers of the children that lead to it. */
    Block block(int... path) {
        Block block = model.getBlock();
        for (int each : path) {
            block = block.getChildren().get(each).getValue();
        }
        return block;
    }

    @Override
    public void close() {
        trainer.close();
        model.close();
    }
}
