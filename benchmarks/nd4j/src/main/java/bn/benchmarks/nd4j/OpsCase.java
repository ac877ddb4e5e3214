package bn.benchmarks.nd4j;

import bn.benchmarks.task.BatchNormTask;
import bn.benchmarks.worker.Case;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Batch norm by ND4J's operations, into arrays that exist. */
final class OpsCase implements Case {
    private final BatchNormTask task;
    private final INDArray x;
    private final INDArray dy;
    private final INDArray y;
    private final INDArray dx;
    private final INDArray gamma;
    private final INDArray beta;
    private final INDArray[] gradients;

    OpsCase(BatchNormTask task) {
        this.task = task;
        int c = task.channels();
        x = Nd4jArrays.of(task.x(), task.rows(), c);
        dy = Nd4jArrays.of(task.dy(), task.rows(), c);
        y = Nd4jArrays.zeros(task.rows(), c);
        dx = Nd4jArrays.zeros(task.rows(), c);
        gamma = Nd4j.ones(DataType.FLOAT, c);
        beta = Nd4jArrays.zeros(c);
        gradients = new INDArray[] {dx, Nd4jArrays.zeros(c), Nd4jArrays.zeros(c), Nd4jArrays.zeros(c), Nd4jArrays.zeros(c)};
    }

    @Override
    public void run() {
        try (INDArray mean = x.mean(0); INDArray variance = x.var(false, 0)) {
            Nd4j.exec(operation("batchnorm").addInputs(x, mean, variance, gamma, beta).addOutputs(y).build());
            Nd4j.exec(operation("batchnorm_bp").addInputs(x, mean, variance, gamma, beta, dy).addOutputs(gradients).build());
        }
    }

    private static DynamicCustomOp.DynamicCustomOpsBuilder operation(String name) {
        // The arguments say: with gamma, with beta, along the last axis.
        return DynamicCustomOp.builder(name).addIntegerArguments(1, 1, 1).addFloatingPointArguments(BatchNormTask.EPS);
    }

    @Override
    public void check() {
        run();
        task.check(task.x(), task.dy(), Nd4jArrays.values(y), Nd4jArrays.values(dx));
    }

    @Override
    public void close() {
        x.close();
        dy.close();
        y.close();
        dx.close();
    }
}
