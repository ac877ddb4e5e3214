package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.CopyKernel;
import java.util.function.Function;

/** Copies with checked arguments. */
final class CheckedCopy implements CopyKernel {
    private final Object owner;
    private final Function<DType, Kernels> typed;

    CheckedCopy(Object owner, Function<DType, Kernels> typed) {
        this.owner = owner;
        this.typed = typed;
    }

    @Override
    public void fill(double value, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "fill");
        arguments.write("y", y, 1, Integer.MAX_VALUE, "any shape");
        kernel(arguments).fill(value, y);
    }

    @Override
    public void reshape(Tensor x, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "reshape");
        Shape from = arguments.read("x", x, 1, Integer.MAX_VALUE, "any shape");
        Shape to = arguments.write("y", y, 1, Integer.MAX_VALUE, "any shape");
        if (from.size(0) != to.size(0) || from.elements() != to.elements()) {
            throw arguments.wrong("y", "is " + to + ", expected as many rows and elements as " + from);
        }
        kernel(arguments).reshape(x, y);
    }

    @Override
    public void copyChannels(Tensor x, int from, int count, Tensor y, int to) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "copy of channels");
        Shape read = arguments.read("x", x, 2, 4, "N x C or N x C x H x W");
        Shape written = arguments.write("y", y, 2, 4, "N x C or N x C x H x W");
        if (count < 1) {
            throw arguments.wrong("count", "is " + count + ", expected at least 1");
        }
        checkChannels(arguments, "x", from, count, read);
        checkChannels(arguments, "y", to, count, written);
        boolean fits = read.rank() == written.rank() && read.rank() != 3;
        for (int axis = 0; fits && axis < read.rank(); axis++) {
            fits = axis == 1 || read.size(axis) == written.size(axis);
        }
        if (!fits) {
            throw arguments.wrong("y", "is " + written + ", expected the sizes of " + read + " but for the channels");
        }
        kernel(arguments).copyChannels(x, from, count, y, to);
    }

    @Override
    public void pad(Tensor x, int top, int left, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "padding");
        Shape inner = arguments.readImages("x", x);
        Shape outer = arguments.writeImages("y", y);
        checkPart(arguments, "x", inner, top, left, outer);
        kernel(arguments).pad(x, top, left, y);
    }

    @Override
    public void crop(Tensor x, int top, int left, Tensor y) {
        ArgumentChecker arguments = new ArgumentChecker(owner, "cropping");
        Shape outer = arguments.readImages("x", x);
        Shape inner = arguments.writeImages("y", y);
        checkPart(arguments, "y", inner, top, left, outer);
        kernel(arguments).crop(x, top, left, y);
    }

    private CopyKernel kernel(ArgumentChecker arguments) {
        return OptionalKernels.present(typed.apply(arguments.dtype()).optional().copy());
    }

    private static void checkChannels(ArgumentChecker arguments, String name, int first, int count, Shape shape) {
        if (first < 0 || count > shape.size(1) - first) {
            throw arguments.wrong(name, "is " + shape + ", which has no channels " + first + " to " + (first + count - 1L));
        }
    }

    private static void checkPart(ArgumentChecker arguments, String name, Shape inner, int top, int left, Shape outer) {
        boolean fits = inner.size(0) == outer.size(0) && inner.size(1) == outer.size(1) && top >= 0 && left >= 0
                && (long) top + inner.size(2) <= outer.size(2) && (long) left + inner.size(3) <= outer.size(3);
        if (!fits) {
            throw arguments.wrong(name, "is " + inner + ", which is no part of " + outer + " from row " + top + " and column "
                    + left + " on");
        }
    }
}
