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
        Call call = new Call(owner, "loss");
        Shape shape = call.read("z", z, 2, 2, "N x K");
        call.read("targets", targets, shape);
        if (dz != null) {
            call.write("dz", dz, shape, z);
        }
        Shape two = metrics == null ? null : metrics.shape();
        if (two == null || two.elements() != 2) {
            throw call.wrong("metrics", "is " + two + ", expected 2 elements");
        }
        call.write("metrics", metrics, two);
        typed.apply(call.dtype()).loss().compute(loss, z, targets, dz, metrics);
    }
}
