package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.after;
import static bn.conformance.wrong.Fault.set;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.VarianceEstimator;
import java.util.stream.Stream;

/** Faults of batch norm. */
final class WrongStatistics {

    private WrongStatistics() {}

    static Stream<WrongBackend> all() {
        return Stream.of(
                batchNorm("the variance is divided by n - 1", "trains on", "forward", after(WrongStatistics::unbiased)),
                batchNorm("dgamma has the other sign", "trains on", "backward",
                        after(a -> negate(((AffineParameters) a[8]).gamma()))),
                batchNorm("dbeta is added to what was there", "trains on", "backward", WrongStatistics::addToBeta),
                batchNorm("dx in place reads its own results as dy", "trains on", "backward", after(a -> {
                    if (a[2] == a[7]) {
                        negate((Tensor) a[7]);
                    }
                })),
                batchNorm("inference forgets eps", "infers", "infer",
                        (original, a) -> original.call(a[0], a[1], 0.0, a[3], a[4], a[5])),
                batchNorm("inference forgets the activation", "infers", "infer",
                        (original, a) -> original.call(a[0], a[1], a[2], Activation.IDENTITY, a[4], a[5])),
                batchNorm("running statistics ignore the estimator", "updates running statistics, UNBIASED",
                        "updateRunningStatistics",
                        (original, a) -> original.call(a[0], a[1], a[2], VarianceEstimator.BIASED, a[4])),
                batchNorm("only the first row of an image is normalized", "trains on 4x3x5x7", "forward", after(a -> {
                    Shape shape = ((Tensor) a[0]).shape();
                    if (shape.rank() == 4) {
                        double[] x = ((Tensor) a[0]).toDoubles();
                        double[] y = ((Tensor) a[5]).toDoubles();
                        set((Tensor) a[5], i -> i / shape.size(3) % shape.size(2) == 0 ? y[i] : x[i]);
                    }
                })),
                hard("a constant channel gives NaN", "a constant channel", after(a -> {
                    double[] variance = ((ChannelStatistics) a[4]).variance().toDoubles();
                    if ((double) a[2] == 0 && variance[0] == 0) {
                        set((Tensor) a[5], i -> Double.NaN);
                    }
                })),
                hard("outputs come from the mean as it is stored", "a large mean", (original, a) -> {
                    original.call(a);
                    ((BatchNormKernel) original.target()).infer((Tensor) a[0], (AffineParameters) a[1], (double) a[2],
                            (Activation) a[3],
                            (ChannelStatistics) a[4], (Tensor) a[5]);
                    return null;
                }),
                hard("float32 statistics are running sums", "sums over long batches", after(WrongStatistics::runningSum)),
                hard("a NaN spoils all channels", "NaN and infinity stay", after(a -> {
                    double[] y = ((Tensor) a[5]).toDoubles();
                    if (Double.isNaN(y[0])) {
                        set((Tensor) a[5], i -> Double.NaN);
                    }
                })));
    }

    private static WrongBackend batchNorm(String fault, String check, String method, Fault wrong) {
        return WrongBackend.of(fault, "batchNorm", check, "batchNorm", BatchNormKernel.class, method, wrong);
    }

    private static WrongBackend hard(String fault, String check, Fault wrong) {
        return WrongBackend.of(fault, "batchNormHardCases", check, "batchNorm", BatchNormKernel.class, "forward", wrong);
    }

    static void negate(Tensor tensor) {
        double[] values = tensor.toDoubles();
        set(tensor, i -> -values[i]);
    }

    private static void unbiased(Object[] a) {
        Shape shape = ((Tensor) a[0]).shape();
        double n = (double) shape.elements() / shape.size(1);
        Tensor variance = ((ChannelStatistics) a[4]).variance();
        double[] biased = variance.toDoubles();
        set(variance, c -> biased[c] * n / (n - 1));
    }

    private static Object addToBeta(Fault.Original original, Object[] a) throws Throwable {
        Tensor dbeta = ((AffineParameters) a[8]).beta();
        double[] before = dbeta.toDoubles();
        original.call(a);
        double[] sum = dbeta.toDoubles();
        set(dbeta, c -> before[c] + sum[c]);
        return null;
    }

    /** The variance of a single channel of float32 as a sum of squares that is kept in float32. */
    private static void runningSum(Object[] a) {
        Tensor x = (Tensor) a[0];
        if (x.dtype() == DType.FLOAT32 && x.shape().rowElements() == 1) {
            double mean = ((ChannelStatistics) a[4]).mean().toDoubles()[0];
            double[] values = x.toDoubles();
            float squares = 0;
            for (double value : values) {
                squares += (float) ((value - mean) * (value - mean));
            }
            float variance = squares / values.length;
            set(((ChannelStatistics) a[4]).variance(), c -> variance);
        }
    }
}
