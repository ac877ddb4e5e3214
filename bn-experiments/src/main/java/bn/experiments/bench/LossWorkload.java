package bn.experiments.bench;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;

/**
 * Softmax cross-entropy with its gradient. Compulsory traffic: it reads z and the targets and writes dz.
 *
 * @param shape N x K
 */
record LossWorkload(Shape shape) implements Workload {
    private static final int PASSES = 3;

    @Override
    public String name() {
        return "softmax loss";
    }

    @Override
    public String size() {
        return shape.toString();
    }

    @Override
    public double elements() {
        return (double) PASSES * shape.elements();
    }

    @Override
    public Work work(DType dtype) {
        return Work.bytes((double) PASSES * shape.elements() * dtype.bytes());
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        LossKernel kernel = operands.backend().loss();
        int classes = shape.size(1);
        double[] oneHot = new double[Math.toIntExact(shape.elements())];
        int[] labels = operands.labels(shape.size(0), classes);
        for (int i = 0; i < labels.length; i++) {
            oneHot[i * classes + labels[i]] = 1;
        }
        Tensor z = operands.normal(shape);
        Tensor targets = operands.filled(shape, oneHot);
        Tensor dz = operands.zeros(shape);
        Tensor metrics = operands.zeros(Shape.of(2));
        return PreparedWorkload.of(() -> kernel.compute(Loss.SOFTMAX_CROSS_ENTROPY, z, targets, dz, metrics), dz, metrics);
    }
}
