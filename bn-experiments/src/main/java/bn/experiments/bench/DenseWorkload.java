package bn.experiments.bench;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.DenseKernel;

/**
 * One of the matrix products of a fully connected layer: 2 N I O operations.
 *
 * @param shape N x I x O
 * @param pass which matrix product
 */
record DenseWorkload(Shape shape, LayerPass pass) implements Workload {

    @Override
    public String name() {
        return pass.of("dense");
    }

    @Override
    public String size() {
        return shape.toString();
    }

    @Override
    public double elements() {
        return (double) inputs().elements() + weights().elements() + outputs().elements();
    }

    @Override
    public Work work(DType dtype) {
        return Work.flops(2.0 * shape.elements());
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        DenseKernel kernel = operands.backend().dense();
        Shape bias = Shape.of(shape.size(2));
        return switch (pass) {
            case FORWARD -> {
                Tensor x = operands.normal(inputs());
                Tensor w = operands.normal(weights());
                Tensor b = operands.normal(bias);
                Tensor y = operands.zeros(outputs());
                yield PreparedWorkload.of(() -> kernel.forward(x, w, b, y), y);
            }
            case BACKWARD_INPUT -> {
                Tensor dy = operands.normal(outputs());
                Tensor w = operands.normal(weights());
                Tensor dx = operands.zeros(inputs());
                yield PreparedWorkload.of(() -> kernel.backwardInput(dy, w, dx), dx);
            }
            case BACKWARD_PARAMETERS -> {
                Tensor x = operands.normal(inputs());
                Tensor dy = operands.normal(outputs());
                Tensor dw = operands.zeros(weights());
                Tensor db = operands.zeros(bias);
                yield PreparedWorkload.of(() -> kernel.backwardParameters(x, dy, dw, db), dw, db);
            }
        };
    }

    private Shape inputs() {
        return Shape.of(shape.size(0), shape.size(1));
    }

    private Shape weights() {
        return Shape.of(shape.size(2), shape.size(1));
    }

    private Shape outputs() {
        return Shape.of(shape.size(0), shape.size(2));
    }
}
