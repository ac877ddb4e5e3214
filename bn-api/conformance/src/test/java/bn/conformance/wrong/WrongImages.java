package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;
import static bn.conformance.wrong.Fault.withElements;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.ElementwiseKernel;
import java.util.stream.Stream;

/** Faults of sums, products and copies. */
final class WrongImages {

    private WrongImages() {}

    static Stream<WrongBackend> all() {
        return Stream.concat(elementwise(), copies());
    }

    private static Stream<WrongBackend> elementwise() {
        return Stream.of(
                elementwise("sums forget the activation", "sums and products, 17", "add",
                        (original, a) -> original.call(a[0], a[1], Activation.IDENTITY, a[3])),
                elementwise("a sum in place of its second term reads its results", "sums and products, 17", "add",
                        (original, a) -> original.call(a[0], a[1] == a[3] ? a[0] : a[1], a[2], a[3])),
                elementwise("the factors are those of the first example", "scaled channels, 2x3x4x5", "scaleChannels",
                        (original, a) -> {
                            double[] factors = ((Tensor) a[1]).toDoubles();
                            int channels = ((Tensor) a[1]).shape().size(1);
                            return withElements(original, a, a[1], i -> factors[i % channels]);
                        }),
                elementwise("the gradient of factors is a mean", "scaled channels, 2x3x4x5", "scaleChannelsBackward", after(a -> {
                    Shape shape = ((Tensor) a[0]).shape();
                    double[] sums = ((Tensor) a[2]).toDoubles();
                    set((Tensor) a[2], i -> sums[i] / shape.size(2) / shape.size(3));
                })),
                elementwise("the float32 gradient of factors is a running sum", "does not drift", "scaleChannelsBackward",
                        after(a -> {
                            Tensor x = (Tensor) a[0];
                            if (x.dtype() == DType.FLOAT32 && x.shape().size(0) == 1 && x.shape().size(1) == 1) {
                                float sum = WrongKernels.runningSum(x.toDoubles());
                                set((Tensor) a[2], i -> sum);
                            }
                        })),
                elementwise("ReLU of a sum hides NaN", "NaN is not lost", "add", after(a -> {
                    double[] y = ((Tensor) a[3]).toDoubles();
                    set((Tensor) a[3], i -> y[i] > 0 ? y[i] : 0);
                })));
    }

    private static Stream<WrongBackend> copies() {
        return Stream.of(
                copy("concatenation writes a channel too early", "copy of channels, 2x3x4x5", "copyChannels",
                        (original, a) -> original.call(a[0], a[1], a[2], a[3], Math.max(0, (int) a[4] - 1))),
                copy("a copy of channels begins at the first", "copy of channels, 2x3x4x5", "copyChannels",
                        (original, a) -> original.call(a[0], 0, a[2], a[3], a[4])),
                copy("a copy clears the other channels", "copy of channels, 3x5", "copyChannels", (original, a) -> {
                    set((Tensor) a[3], i -> 0);
                    return original.call(a);
                }),
                copy("what is around padded images is not cleared", "padding, 2x3x4x5", "pad", (original, a) -> {
                    double[] before = ((Tensor) a[3]).toDoubles();
                    original.call(a);
                    double[] y = ((Tensor) a[3]).toDoubles();
                    set((Tensor) a[3], i -> y[i] == 0 ? before[i] : y[i]);
                    return null;
                }),
                copy("cropping begins in the corner", "cropping, 2x3x4x5", "crop",
                        (original, a) -> original.call(a[0], 0, 0, a[3])),
                copy("a reshape has channels last", "reshape, 2x3x4x5", "reshape", after(a -> {
                    Shape shape = ((Tensor) a[0]).shape();
                    int image = (int) shape.rowElements();
                    int channels = shape.size(1);
                    double[] x = ((Tensor) a[0]).toDoubles();
                    set((Tensor) a[1], i -> x[i / image * image + i % channels * (image / channels) + i % image / channels]);
                })));
    }

    private static WrongBackend elementwise(String fault, String check, String method, Fault wrong) {
        return WrongBackend.ofOptional(fault, "elementwise", check, ElementwiseKernel.class, method, wrong);
    }

    private static WrongBackend copy(String fault, String check, String method, Fault wrong) {
        return WrongBackend.ofOptional(fault, "copies", check, CopyKernel.class, method, wrong);
    }
}
