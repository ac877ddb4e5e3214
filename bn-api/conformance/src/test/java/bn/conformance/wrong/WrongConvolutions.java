package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;
import static bn.conformance.wrong.Fault.withElements;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of convolutions. */
final class WrongConvolutions {

    private WrongConvolutions() {}

    static Stream<WrongBackend> all() {
        return Stream.of(
                forward("the last column is not read", "2x3x7x9, window 3x3, padding 1+1x1+1", (original, a) -> {
                    double[] x = ((Tensor) a[1]).toDoubles();
                    int width = ((Tensor) a[1]).shape().size(3);
                    return withElements(original, a, a[1], i -> i % width == width - 1 ? 0 : x[i]);
                }),
                forward("windows of a stride begin at its end", "2x3x8x7, window 3x3, stride 2x2, padding 1+1x1+1",
                        (original, a) -> changed(original, a, WrongConvolutions::shifted)),
                forward("the padding is on the wrong side", "2x3x6x6, window 2x2, padding 0+1x0+1", (original, a) -> changed(
                        original, a,
                        axis -> new WindowAxis(axis.size(), axis.stride(), axis.dilation(), axis.after(), axis.before()))),
                forward("the dilation is ignored", "2x3x9x9, window 3x3, dilation 2x2, padding 2+2x2+2",
                        (original, a) -> changed(original, a, WrongConvolutions::undilated)),
                forward("groups read the channels of the next group",
                        "2x4x5x6, window 3x3, padding 1+1x1+1, to 6 channels in 2 groups",
                        WrongConvolutions::nextGroup),
                forward("the bias is added twice", "1x1x5x5, window 3x3", after(WrongConvolutions::biasAgain)),
                forward("windows are turned over, as in a mathematical convolution", "1x1x5x5, window 3x3",
                        (original, a) -> turned(original, a, (Tensor) a[2])),
                forward("channels after a multiple of 16 are forgotten", "to 17 channels", after(a -> {
                    Shape shape = ((Tensor) a[4]).shape();
                    int positions = shape.size(2) * shape.size(3);
                    double[] y = ((Tensor) a[4]).toDoubles();
                    set((Tensor) a[4], i -> shape.size(1) > 16 && i / positions % shape.size(1) >= shape.size(1) / 16 * 16 ? 0
                            : y[i]);
                })),
                forward("a NaN spoils all images", "NaN stays in its image", after(a -> {
                    if (Arrays.stream(((Tensor) a[4]).toDoubles()).anyMatch(Double::isNaN)) {
                        set((Tensor) a[4], i -> Double.NaN);
                    }
                })),
                forward("outputs are added to what was there", "1x1x1x1, window 1x1", (original, a) -> {
                    double[] before = ((Tensor) a[4]).toDoubles();
                    original.call(a);
                    double[] sum = ((Tensor) a[4]).toDoubles();
                    set((Tensor) a[4], i -> before[i] + sum[i]);
                    return null;
                }),
                convolution("windows of the gradient are not turned over", "1x1x5x5, window 3x3", "backwardInput",
                        (original, a) -> turned(original, a, (Tensor) a[2])),
                convolution("inputs in no window keep what was there", "2x3x8x8, window 3x3, stride 3x3", "backwardInput",
                        (original, a) -> {
                            double[] before = ((Tensor) a[3]).toDoubles();
                            original.call(a);
                            double[] dx = ((Tensor) a[3]).toDoubles();
                            set((Tensor) a[3], i -> dx[i] == 0 ? before[i] : dx[i]);
                            return null;
                        }),
                convolution("the gradient forgets the dilation", "2x3x9x9, window 3x3, dilation 2x2", "backwardInput",
                        (original, a) -> changed(original, a, WrongConvolutions::undilated)),
                convolution("db is forgotten", "1x1x1x1, window 1x1", "backwardParameters",
                        (original, a) -> original.call(a[0], a[1], a[2], a[3], null)),
                convolution("dW is that of the last image", "2x3x5x4, window 1x1", "backwardParameters", (original, a) -> {
                    double[] dy = ((Tensor) a[2]).toDoubles();
                    int image = (int) ((Tensor) a[2]).shape().rowElements();
                    return withElements(original, a, a[2], i -> i < dy.length - image ? 0 : dy[i]);
                }),
                convolution("the float32 gradient with respect to the bias is a running sum", "does not drift",
                        "backwardParameters", after(a -> {
                            Tensor dy = (Tensor) a[2];
                            if (dy.dtype() == DType.FLOAT32 && dy.shape().size(1) == 1 && a[4] != null) {
                                float sum = WrongKernels.runningSum(dy.toDoubles());
                                set((Tensor) a[4], o -> sum);
                            }
                        })));
    }

    private static WrongBackend forward(String fault, String check, Fault wrong) {
        return convolution(fault, check, "forward", wrong);
    }

    private static WrongBackend convolution(String fault, String check, String method, Fault wrong) {
        return WrongBackend.ofOptional(fault, "convolutions", check, ConvolutionKernel.class, method, wrong);
    }

    /** With other axes of the window, which give outputs of the same size. */
    private static Object changed(Fault.Original original, Object[] a, UnaryOperator<WindowAxis> axes) throws Throwable {
        Convolution convolution = (Convolution) a[0];
        Window window = convolution.window();
        Object[] others = a.clone();
        others[0] = new Convolution(new Window(axes.apply(window.vertical()), axes.apply(window.horizontal())),
                convolution.groups());
        return original.call(others);
    }

    private static WindowAxis shifted(WindowAxis axis) {
        int late = axis.stride() - 1;
        return axis.before() < late ? axis
                : new WindowAxis(axis.size(), axis.stride(), axis.dilation(), axis.before() - late, axis.after() + late);
    }

    /** The size of the outputs stays the same by less padding, or by a larger window where there is not enough padding. */
    private static WindowAxis undilated(WindowAxis axis) {
        int shorter = (int) axis.reach() - axis.size();
        return axis.after() < shorter ? axis
                : new WindowAxis(axis.size(), axis.stride(), 1, axis.before(), axis.after() - shorter);
    }

    private static Object nextGroup(Fault.Original original, Object[] a) throws Throwable {
        Shape shape = ((Tensor) a[1]).shape();
        int image = (int) shape.rowElements();
        int group = image / ((Convolution) a[0]).groups();
        double[] x = ((Tensor) a[1]).toDoubles();
        return withElements(original, a, a[1], i -> x[i / image * image + (i + group) % image]);
    }

    private static void biasAgain(Object[] a) {
        Tensor y = (Tensor) a[4];
        int positions = y.shape().size(2) * y.shape().size(3);
        double[] sums = y.toDoubles();
        double[] bias = ((Tensor) a[3]).toDoubles();
        set(y, i -> sums[i] + bias[i / positions % bias.length]);
    }

    private static Object turned(Fault.Original original, Object[] a, Tensor weights) throws Throwable {
        int window = weights.shape().size(2) * weights.shape().size(3);
        double[] w = weights.toDoubles();
        return withElements(original, a, weights, i -> w[i / window * window + window - 1 - i % window]);
    }
}
