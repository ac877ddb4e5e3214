package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Tensor;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.ByteMomentsAccumulator;
import bn.api.kernel.ByteMomentsKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.Loss;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsAccumulator;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.Sgd;
import bn.api.kernel.UpdateKernel;
import java.util.Arrays;
import java.util.stream.Stream;

/** Faults of dense kernels, activations, losses, updates and moments. */
final class WrongKernels {

    private WrongKernels() {}

    static Stream<WrongBackend> all() {
        return Stream.of(
                dense("the bias is missing", "N 5, I 1, O 9", "forward", (original, a) -> original.call(a[0], a[1], null, a[3])),
                dense("the float32 gradient with respect to the bias is a running sum", "does not drift",
                        "backwardParameters",
                        after(WrongKernels::runningSum)),
                dense("a NaN spoils all rows", "NaN stays in its row", "forward", after(a -> {
                    if (Arrays.stream(((Tensor) a[3]).toDoubles()).anyMatch(Double::isNaN)) {
                        set((Tensor) a[3], i -> Double.NaN);
                    }
                })),
                WrongBackend.ofOptional("the fused update forgets the weight decay", "dense", "N 33, I 17, O 1",
                        DenseUpdateKernel.class, "update", WrongKernels::withoutDecay),
                WrongBackend.of("ReLU hides NaN", "activations", "the ends of the range", "activation", ActivationKernel.class,
                        "forward", after(a -> {
                            double[] y = ((Tensor) a[2]).toDoubles();
                            set((Tensor) a[2], i -> Double.isNaN(y[i]) ? 0 : y[i]);
                        })),
                WrongBackend.of("the velocity is not kept", "updates", "17 elements", "update", UpdateKernel.class, "sgd",
                        after(a -> set((Tensor) a[2], i -> 0))),
                loss("the gradient is of the sum, not of the mean", "SQUARED of 1025x3", after(a -> {
                    if (a[3] != null) {
                        double[] dz = ((Tensor) a[3]).toDoubles();
                        int n = ((Tensor) a[3]).shape().size(0);
                        set((Tensor) a[3], i -> dz[i] * n);
                    }
                })),
                loss("the softmax overflows", "large outputs", after(a -> {
                    double[] z = ((Tensor) a[1]).toDoubles();
                    if (a[0] == Loss.SOFTMAX_CROSS_ENTROPY && Arrays.stream(z).anyMatch(v -> v > 700)) {
                        set((Tensor) a[4], i -> Double.NaN);
                    }
                })),
                loss("a NaN is skipped", "SQUARED: NaN and infinity make", after(a -> {
                    double[] metrics = ((Tensor) a[4]).toDoubles();
                    set((Tensor) a[4], i -> Double.isNaN(metrics[i]) ? 0 : metrics[i]);
                })),
                WrongBackend.of("moments are differences of large sums", "moments", "1025", "moments", MomentsKernel.class,
                        "accumulator", (original, a) -> Fault.in(MomentsAccumulator.class, original.call(a), "result",
                                (result, none) -> roundedSquares((Moments) result.call()))),
                bytes("sums of bytes are rounded to float32", "5000", "result",
                        (result, none) -> roundedSums((Moments) result.call())),
                bytes("the top bit of a byte is taken for a sign", "70", "add", (add, a) -> {
                    byte[] halved = ((byte[]) a[0]).clone();
                    for (int i = 0; i < halved.length; i++) {
                        halved[i] &= 127;
                    }
                    return add.call(halved, a[1], a[2]);
                }));
    }

    private static WrongBackend dense(String fault, String check, String method, Fault wrong) {
        return WrongBackend.of(fault, "dense", check, "dense", DenseKernel.class, method, wrong);
    }

    private static WrongBackend bytes(String fault, String check, String method, Fault wrong) {
        return WrongBackend.ofOptional(fault, "moments", "bytes, Sample[rows=" + check, ByteMomentsKernel.class, "accumulator",
                (make, features) -> Fault.in(ByteMomentsAccumulator.class, make.call(features), method, wrong));
    }

    private static WrongBackend loss(String fault, String check, Fault wrong) {
        return WrongBackend.of(fault, "losses", check, "loss", LossKernel.class, "compute", wrong);
    }

    private static Object withoutDecay(Fault.Original original, Object[] a) throws Throwable {
        Sgd step = (Sgd) a[4];
        return original.call(a[0], a[1], a[2], a[3], new Sgd(step.learningRate(), step.momentum(), 0), a[5]);
    }

    private static Moments roundedSums(Moments moments) {
        double[] scatterMatrix = moments.scatterMatrix().clone();
        for (int i = 0; i < scatterMatrix.length; i++) {
            scatterMatrix[i] = (float) scatterMatrix[i];
        }
        return new Moments(moments.count(), moments.mean(), scatterMatrix);
    }

    private static void runningSum(Object[] a) {
        Tensor dy = (Tensor) a[1];
        if (a[3] != null && dy.dtype() == DType.FLOAT32 && dy.shape().rowElements() == 1) {
            float sum = runningSum(dy.toDoubles());
            set((Tensor) a[3], o -> sum);
        }
    }

    /** A sum that is rounded to float32 after each term. */
    static float runningSum(double[] values) {
        float sum = 0;
        for (double value : values) {
            sum += (float) value;
        }
        return sum;
    }

    /** The scatter matrix with the rounding errors of a difference of sums of squares in float64. */
    private static Moments roundedSquares(Moments moments) {
        int d = moments.dimension();
        double[] scatterMatrix = moments.scatterMatrix().clone();
        for (int i = 0; i < scatterMatrix.length; i++) {
            double product = moments.count() * (moments.mean()[i / d] * moments.mean()[i % d]);
            scatterMatrix[i] = scatterMatrix[i] + product - product;
        }
        return new Moments(moments.count(), moments.mean(), scatterMatrix);
    }
}
