package bn.experiments.bench;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;

/**
 * A convolution from C to C channels with windows of 3 x 3, stride 1 and padding 1, or one of its gradients: 18 N C C H W operations.
 *
 * @param shape N x C x H x W, of inputs and of outputs
 * @param pass which of them
 */
record ConvolutionWorkload(Shape shape, LayerPass pass) implements Workload {
    private static final Convolution CONVOLUTION = Convolution.square(3, 1, 1);

    @Override
    public String name() {
        return pass.of("convolution");
    }

    @Override
    public String size() {
        return shape.toString();
    }

    @Override
    public double elements() {
        return 2.0 * shape.elements() + 9.0 * shape.size(1) * shape.size(1);
    }

    @Override
    public Work work(DType dtype) {
        return Work.flops(18.0 * shape.size(1) * shape.elements());
    }

    @Override
    public boolean runsOn(Backend backend) {
        return backend.optional(ConvolutionKernel.class).isPresent();
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        ConvolutionKernel kernel = operands.backend().optional(ConvolutionKernel.class).orElseThrow();
        Shape weights = CONVOLUTION.weights(shape.size(1), shape.size(1));
        Shape bias = Shape.of(shape.size(1));
        return switch (pass) {
            case FORWARD -> {
                Tensor x = operands.normal(shape);
                Tensor w = operands.normal(weights);
                Tensor b = operands.normal(bias);
                Tensor y = operands.zeros(shape);
                yield PreparedWorkload.of(() -> kernel.forward(CONVOLUTION, x, w, b, y), y);
            }
            case BACKWARD_INPUT -> {
                Tensor dy = operands.normal(shape);
                Tensor w = operands.normal(weights);
                Tensor dx = operands.zeros(shape);
                yield PreparedWorkload.of(() -> kernel.backwardInput(CONVOLUTION, dy, w, dx), dx);
            }
            case BACKWARD_PARAMETERS -> {
                Tensor x = operands.normal(shape);
                Tensor dy = operands.normal(shape);
                Tensor dw = operands.zeros(weights);
                Tensor db = operands.zeros(bias);
                yield PreparedWorkload.of(() -> kernel.backwardParameters(CONVOLUTION, x, dy, dw, db), dw, db);
            }
        };
    }
}
