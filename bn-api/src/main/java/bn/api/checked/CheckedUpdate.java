package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import java.util.function.Function;

/** Updates with checked arguments. */
final class CheckedUpdate implements UpdateKernel, AdamKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedUpdate(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void sgd(Tensor parameter, Tensor gradient, Tensor velocity, Sgd step) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "SGD update");
        Shape shape = arguments.read("gradient", gradient, 1, Integer.MAX_VALUE, "any shape");
        arguments.write("parameter", parameter, shape).write("velocity", velocity, shape);
        typed.apply(arguments.dtype()).update().sgd(parameter, gradient, velocity, step);
    }

    @Override
    public void adam(Tensor parameter, Tensor gradient, Tensor mean, Tensor variance, Adam step, long number) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "Adam update");
        if (number < 1) {
            throw arguments.wrong("number", "is " + number + ", expected at least 1");
        }
        Shape shape = arguments.read("gradient", gradient, 1, Integer.MAX_VALUE, "any shape");
        arguments.write("parameter", parameter, shape).write("mean", mean, shape).write("variance", variance, shape);
        OptionalKernels.present(typed.apply(arguments.dtype()).optional().adam())
                .adam(parameter, gradient, mean, variance, step, number);
    }
}
