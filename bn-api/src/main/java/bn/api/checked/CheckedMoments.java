package bn.api.checked;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import bn.api.kernel.MomentsKernel;
import java.util.function.Function;

/** Moments with checked arguments. */
final class CheckedMoments implements MomentsKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedMoments(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public MomentsAccumulator accumulator(DType dtype, int features) {
        if (features < 1) {
            throw new IllegalArgumentException("moments: features are " + features + ", expected at least 1");
        }
        MomentsAccumulator accumulator = typed.apply(dtype).moments().accumulator(dtype, features);
        return new MomentsAccumulator() {
            @Override
            public void add(Tensor x) {
                ArgumentChecker arguments = new ArgumentChecker(owner, "moments");
                Shape shape = arguments.read("x", x, 2, 2, "N x d");
                if (arguments.dtype() != dtype || shape.size(1) != features) {
                    throw arguments.wrong("x", "is " + x + ", expected N x " + features + " " + dtype.label());
                }
                accumulator.add(x);
            }

            @Override
            public Moments result() {
                return accumulator.result();
            }

            @Override
            public void close() {
                accumulator.close();
            }
        };
    }
}
