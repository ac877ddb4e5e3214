package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ElementwiseKernel;
import java.util.function.Function;

/** Sums and products of tensors with checked arguments. */
final class CheckedElementwise implements ElementwiseKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedElementwise(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void add(Tensor a, Tensor b, Activation activation, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "addition");
        if (!activation.isFused()) {
            throw arguments.wrong("activation", "is " + activation + ", expected one of " + Activation.fused());
        }
        Shape shape = arguments.read("a", a, 1, Integer.MAX_VALUE, "any shape");
        arguments.read("b", b, shape).write("y", y, shape, a, b);
        kernel(arguments).add(a, b, activation, y);
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "multiplication");
        Shape shape = arguments.read("a", a, 1, Integer.MAX_VALUE, "any shape");
        arguments.read("b", b, shape).write("y", y, shape, a, b);
        kernel(arguments).multiply(a, b, y);
    }

    @Override
    public void scaleChannels(Tensor x, Tensor factors, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "scaling of channels");
        Shape shape = arguments.readImages("x", x);
        arguments.read("factors", factors, Shape.of(shape.size(0), shape.size(1))).write("y", y, shape, x);
        kernel(arguments).scaleChannels(x, factors, y);
    }

    @Override
    public void scaleChannelsBackward(Tensor x, Tensor dy, Tensor dFactors) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "scaling of channels backward");
        Shape shape = arguments.readImages("x", x);
        arguments.read("dy", dy, shape).write("dFactors", dFactors, Shape.of(shape.size(0), shape.size(1)));
        kernel(arguments).scaleChannelsBackward(x, dy, dFactors);
    }

    private ElementwiseKernel kernel(ArgumentChecker arguments) {
        return OptionalKernels.present(typed.apply(arguments.dtype()).optional().elementwise());
    }
}
