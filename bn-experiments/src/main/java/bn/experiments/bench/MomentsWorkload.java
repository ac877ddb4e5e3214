package bn.experiments.bench;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import java.util.stream.Stream;

/**
 * A batch added to mean and scatter matrix: N d (d + 1) operations, since the matrix is symmetric.
 *
 * @param shape N x d
 */
record MomentsWorkload(Shape shape) implements Workload {

    @Override
    public String name() {
        return "moments";
    }

    @Override
    public String size() {
        return shape.toString();
    }

    @Override
    public double elements() {
        return shape.elements() + (double) shape.size(1) * shape.size(1);
    }

    @Override
    public Work work(DType dtype) {
        return Work.flops((double) shape.elements() * (shape.size(1) + 1));
    }

    @Override
    public PreparedWorkload prepare(Operands operands) {
        Tensor x = operands.normal(shape);
        MomentsAccumulator accumulator = operands.backend().moments().accumulator(operands.dtype(), shape.size(1));
        operands.onClose(accumulator::close);
        return new PreparedWorkload(() -> accumulator.add(x), () -> {
            Moments moments = accumulator.result();
            return Stream.of(moments.mean(), moments.scatterMatrix());
        });
    }
}
