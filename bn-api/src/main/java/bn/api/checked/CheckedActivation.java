package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ActivationKernel;
import java.util.function.Function;

/** Activations with checked arguments. */
final class CheckedActivation implements ActivationKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedActivation(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void forward(Activation activation, Tensor x, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "activation forward");
        Shape shape = arguments.read("x", x, 1, Integer.MAX_VALUE, "any shape");
        arguments.write("y", y, shape, x);
        typed.apply(arguments.dtype()).activation().forward(activation, x, y);
    }

    @Override
    public void backward(Activation activation, Tensor saved, Tensor dy, Tensor dx) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "activation backward");
        Shape shape = arguments.read("saved", saved, 1, Integer.MAX_VALUE, "any shape");
        arguments.read("dy", dy, shape).write("dx", dx, shape, dy);
        typed.apply(arguments.dtype()).activation().backward(activation, saved, dy, dx);
    }
}
