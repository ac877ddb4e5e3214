package bn.experiments.bench;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;

/**
 * SGD with momentum and weight decay. Compulsory traffic: it reads parameter, gradient and velocity, and writes parameter and
 * velocity.
 *
 * @param shape of the parameter
 */
record UpdateWorkload(Shape shape) implements Workload {
    private static final int PASSES = 5;
    private static final Sgd STEP = new Sgd(0.01, 0.9, 1e-4);

    @Override
    public String name() {
        return "SGD update";
    }

    @Override
    public String size() {
        return shape.toString();
    }

    @Override
    public double elements() {
        return 3.0 * shape.elements();
    }

    @Override
    public Work work(DType dtype) {
        return Work.bytes((double) PASSES * shape.elements() * dtype.bytes());
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        UpdateKernel kernel = operands.backend().update();
        Tensor parameter = operands.normal(shape);
        Tensor gradient = operands.normal(shape);
        Tensor velocity = operands.normal(shape);
        return PreparedWorkload.of(() -> kernel.sgd(parameter, gradient, velocity, STEP), parameter, velocity);
    }
}
