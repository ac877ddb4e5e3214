package bn.benchmarks.nd4j;

import bn.benchmarks.task.StepTask;
import bn.benchmarks.worker.Case;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A training step with DL4J's fit, as users of DL4J write it. */
final class FitCase implements Case {
    private final StepTask task;
    private final MultiLayerNetwork network;
    private final DataSet batch;

    FitCase(StepTask task) {
        this.task = task;
        NeuralNetConfiguration.ListBuilder layers = new NeuralNetConfiguration.Builder().dataType(DataType.FLOAT)
                .updater(new Nesterovs(StepTask.LEARNING_RATE, StepTask.MOMENTUM)).weightInit(WeightInit.RELU).list();
        int last = task.layers() - 1;
        for (int i = 0; i < last; i++) {
            int outputs = task.widths().get(i + 1);
            layers.layer(new DenseLayer.Builder().nIn(task.widths().get(i)).nOut(outputs).activation(Activation.IDENTITY)
                    .hasBias(false).build());
            layers.layer(new BatchNormalization.Builder().nIn(outputs).nOut(outputs).activation(Activation.RELU).build());
        }
        layers.layer(new OutputLayer.Builder(LossFunction.MCXENT).nIn(task.widths().get(last)).nOut(task.classes())
                .activation(Activation.SOFTMAX).build());
        network = new MultiLayerNetwork(layers.build());
        network.init();
        batch = new DataSet(Nd4jArrays.of(task.x(), task.batch(), task.inputs()),
                Nd4jArrays.of(task.oneHot(), task.batch(), task.classes()));
    }

    @Override
    public void run() {
        network.fit(batch);
    }

    @Override
    public void check() throws Exception {
        task.check(() -> {
            network.fit(batch);
            return network.score();
        });
    }

    @Override
    public void close() {
        network.close();
    }
}
