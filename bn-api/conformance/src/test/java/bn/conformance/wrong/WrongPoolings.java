package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;
import static bn.conformance.wrong.Fault.withElements;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import java.util.Arrays;
import java.util.stream.Stream;

/** Faults of poolings. */
final class WrongPoolings {

    private WrongPoolings() {}

    static Stream<WrongBackend> all() {
        return Stream.of(
                pooling("averages count the padding", "AVERAGE of 2x5x7x6", "forward",
                        (original, a) -> original.call(other(a, Pooling.AVERAGE, Pooling.AVERAGE_WITH_PADDING))),
                pooling("averages with padding do not count it", "AVERAGE_WITH_PADDING of 2x5x7x6", "forward",
                        (original, a) -> original.call(other(a, Pooling.AVERAGE_WITH_PADDING, Pooling.AVERAGE))),
                pooling("gradients of averages count the padding", "AVERAGE of 2x5x7x6", "backward",
                        (original, a) -> original.call(other(a, Pooling.AVERAGE, Pooling.AVERAGE_WITH_PADDING))),
                pooling("a maximum is at least the 0 of the padding", "MAX of 2x5x7x6", "forward", after(a -> {
                    double[] y = ((Tensor) a[3]).toDoubles();
                    if (((Window) a[1]).vertical().before() > 0) {
                        set((Tensor) a[3], i -> Math.max(y[i], 0));
                    }
                })),
                pooling("a maximum passes over NaN", "MAX: NaN stays", "forward", (original, a) -> {
                    double[] x = ((Tensor) a[2]).toDoubles();
                    return withElements(original, a, a[2], i -> Double.isNaN(x[i]) ? Double.NEGATIVE_INFINITY : x[i]);
                }),
                pooling("every element that equals the maximum gets the gradient", "the first of equal elements", "backward",
                        (original, a) -> a[0] == Pooling.MAX ? toEveryMaximum(a) : original.call(a)),
                pooling("where all is -infinity, no element is the largest", "the first of equal elements", "backward",
                        after(a -> {
                            double[] y = ((Tensor) a[3]).toDoubles();
                            if (Arrays.stream(y).allMatch(value -> value == Double.NEGATIVE_INFINITY)) {
                                set((Tensor) a[5], i -> 0);
                            }
                        })),
                pooling("gradients are added to what was there", "AVERAGE of 1x1x1x1", "backward", (original, a) -> {
                    double[] before = ((Tensor) a[5]).toDoubles();
                    original.call(a);
                    double[] dx = ((Tensor) a[5]).toDoubles();
                    set((Tensor) a[5], i -> before[i] + dx[i]);
                    return null;
                }),
                pooling("the float32 global average is a running sum", "does not drift", "globalAverage", after(a -> {
                    Tensor x = (Tensor) a[0];
                    if (x.dtype() == DType.FLOAT32 && x.shape().size(0) == 1 && x.shape().size(1) == 1) {
                        float mean = WrongKernels.runningSum(x.toDoubles()) / x.shape().elements();
                        set((Tensor) a[1], i -> mean);
                    }
                })),
                pooling("the gradient of the global average is not divided", "global average of 2x3x4x5",
                        "globalAverageBackward", after(a -> {
                            Shape shape = ((Tensor) a[1]).shape();
                            double[] dx = ((Tensor) a[1]).toDoubles();
                            set((Tensor) a[1], i -> dx[i] * shape.size(2) * shape.size(3));
                        })));
    }

    private static WrongBackend pooling(String fault, String check, String method, Fault wrong) {
        return WrongBackend.ofOptional(fault, "pooling", check, PoolingKernel.class, method, wrong);
    }

    /** One pooling in place of another. */
    private static Object[] other(Object[] a, Pooling from, Pooling to) {
        Object[] others = a.clone();
        others[0] = a[0] == from ? to : a[0];
        return others;
    }

    /** The gradient of a maximum, with the elements found by comparison with it, for windows without dilation. */
    private static Object toEveryMaximum(Object[] a) {
        Window window = (Window) a[1];
        Shape inputs = ((Tensor) a[2]).shape();
        Shape outputs = ((Tensor) a[3]).shape();
        double[] x = ((Tensor) a[2]).toDoubles();
        double[] y = ((Tensor) a[3]).toDoubles();
        double[] dy = ((Tensor) a[4]).toDoubles();
        double[] dx = new double[x.length];
        for (int output = 0; output < y.length; output++) {
            int channel = output / (outputs.size(2) * outputs.size(3));
            int top = output / outputs.size(3) % outputs.size(2) * window.vertical().stride() - window.vertical().before();
            int left = output % outputs.size(3) * window.horizontal().stride() - window.horizontal().before();
            for (int i = Math.max(top, 0); i < Math.min(top + window.vertical().size(), inputs.size(2)); i++) {
                for (int j = Math.max(left, 0); j < Math.min(left + window.horizontal().size(), inputs.size(3)); j++) {
                    int input = (channel * inputs.size(2) + i) * inputs.size(3) + j;
                    dx[input] += x[input] == y[output] ? dy[output] : 0;
                }
            }
        }
        set((Tensor) a[5], i -> dx[i]);
        return null;
    }
}
