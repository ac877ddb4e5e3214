package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.function.Function;

/** Poolings with checked arguments. */
final class CheckedPooling implements PoolingKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedPooling(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void forward(Pooling pooling, Window window, Tensor x, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "pooling forward");
        Shape inputs = arguments.readImages("x", x);
        arguments.write("y", y, outputs(arguments, "x", window, inputs));
        kernel(arguments).forward(pooling, window, x, y);
    }

    @Override
    public void backward(Pooling pooling, Window window, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "pooling backward");
        Shape gradients = arguments.readImages("dy", dy);
        Shape inputs;
        if (pooling == Pooling.MAX) {
            inputs = arguments.readImages("x", x);
            arguments.read("y", y, gradients).write("dx", dx, inputs);
        } else {
            inputs = arguments.writeImages("dx", dx);
        }
        Shape expected = outputs(arguments, "dx", window, inputs);
        if (!expected.equals(gradients)) {
            throw arguments.wrong("dy", "is " + gradients + ", expected " + expected);
        }
        kernel(arguments).backward(pooling, window, x, y, dy, dx);
    }

    @Override
    public void globalAverage(Tensor x, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "global average");
        Shape inputs = arguments.readImages("x", x);
        arguments.write("y", y, Shape.of(inputs.size(0), inputs.size(1)));
        kernel(arguments).globalAverage(x, y);
    }

    @Override
    public void globalAverageBackward(Tensor dy, Tensor dx) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "global average backward");
        Shape gradients = arguments.read("dy", dy, 2, 2, "N x C");
        Shape inputs = arguments.writeImages("dx", dx);
        if (inputs.size(0) != gradients.size(0) || inputs.size(1) != gradients.size(1)) {
            throw arguments.wrong("dx", "is " + inputs + ", expected " + gradients + " images");
        }
        kernel(arguments).globalAverageBackward(dy, dx);
    }

    private PoolingKernel kernel(ArgumentChecker arguments) {
        return OptionalKernels.present(typed.apply(arguments.dtype()).optional().pooling());
    }

    private static Shape outputs(ArgumentChecker arguments, String name, Window window, Shape inputs) {
        for (WindowAxis axis : new WindowAxis[] {window.vertical(), window.horizontal()}) {
            if (Math.max(axis.before(), axis.after()) >= axis.reach()) {
                throw arguments.wrong("window", "has a padding of " + axis.before() + " and " + axis.after()
                        + ", expected less than its reach of " + axis.reach());
            }
        }
        Shape outputs = arguments.outputs(name, window, inputs, inputs.size(1));
        if (window.vertical().hasEmptyWindow(inputs.size(2)) || window.horizontal().hasEmptyWindow(inputs.size(3))) {
            throw arguments.wrong("window", "covers padding alone at some position of images of " + inputs.size(2) + " x "
                    + inputs.size(3));
        }
        return outputs;
    }
}
