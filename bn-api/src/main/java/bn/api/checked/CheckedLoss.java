package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Losses with checked arguments. */
final class CheckedLoss implements LossKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedLoss(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void compute(Loss loss, Tensor z, Tensor targets, @Nullable Tensor dz, Tensor metrics) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "loss");
        Shape shape = arguments.read("z", z, 2, 2, "N x K");
        arguments.read("targets", targets, shape);
        if (dz != null) {
            arguments.write("dz", dz, shape, z);
        }
        Shape two = metrics == null ? null : metrics.shape();
        if (two == null || two.elements() != 2) {
            throw arguments.wrong("metrics", "is " + two + ", expected 2 elements");
        }
        arguments.write("metrics", metrics, two);
        typed.apply(arguments.dtype()).loss().compute(loss, z, targets, dz, metrics);
    }
}
