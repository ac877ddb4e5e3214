package bn.experiments.rate;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Activation;
import bn.api.kernel.AffineParameters;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.ChannelStatistics;
import bn.api.kernel.ElementwiseKernel;
import bn.api.norm.BatchStatistics;
import bn.api.norm.Normalization;
import bn.experiments.network.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What {@link PopulationBackward} multiplies and adds in each unit of a layer, on the host and on the backend. */
final class PopulationCoefficients implements AutoCloseable {
    private final BatchNormKernel kernel;
    private final PopulationStatistics statistics;
    private final LayerGradients all;
    private final BatchStatistics place;
    /** gamma / s of each unit; 0 for a unit whose deviation is 0. */
    private final double[] factor;
    private final AffineParameters ofGradient;
    private final AffineParameters ofInputs;
    /** With these nothing is normalized. */
    private final ChannelStatistics standard;
    private long values;

    /**
     * The coefficients of a layer.
     *
     * @param statistics of all examples
     * @param all the gradients of the mean loss over all examples
     */
    PopulationCoefficients(Backend backend, DType dtype, Layer layer, PopulationStatistics statistics, LayerGradients all) {
        kernel = backend.batchNorm();
        this.statistics = statistics;
        this.all = all;
        Normalization norm = layer.normalization().orElseThrow();
        place = norm.statistics().orElseThrow();
        factor = norm.gamma().orElseThrow().value().toDoubles();
        for (int k = 0; k < factor.length; k++) {
            factor[k] *= inverse(k);
        }
        List<Tensor> tensors = Stream.generate(() -> backend.allocate(dtype, Shape.of(factor.length))).limit(6).toList();
        ofGradient = new AffineParameters(tensors.get(0), tensors.get(1));
        ofGradient.gamma().upload(factor, 0);
        ofInputs = new AffineParameters(tensors.get(2), tensors.get(3));
        standard = new ChannelStatistics(tensors.get(4), tensors.get(5));
        double[] ones = new double[factor.length];
        Arrays.fill(ones, 1);
        standard.variance().upload(ones, 0);
    }

    private double inverse(int unit) {
        double deviation = statistics.deviation(unit);
        return deviation == 0 ? 0 : 1 / deviation;
    }

    /** -(gamma / s) times a gradient, divided by the number of values of a unit in a block. */
    private double[] products(double[] gradient, long count) {
        double[] products = new double[factor.length];
        for (int k = 0; k < products.length; k++) {
            products[k] = -factor[k] * gradient[k] / count;
        }
        return products;
    }

    /**
     * The gradient with respect to u on the backend.
     *
     * @param term scratch, of the shape of u
     */
    void apply(ElementwiseKernel sums, Tensor u, Tensor dz, Tensor du, Tensor term) {
        long count = u.shape().elements() / factor.length;
        if (values != count) {
            ofInputs.gamma().upload(products(all.gamma(), count), 0);
            ofInputs.beta().upload(products(all.beta(), count), 0);
            values = count;
        }
        kernel.infer(u, ofInputs, place.eps(), Activation.IDENTITY, place.running(), term);
        kernel.infer(dz, ofGradient, 0, Activation.IDENTITY, standard, du);
        sums.add(du, term, Activation.IDENTITY, du);
    }

    /**
     * The same on the host, in float64.
     *
     * @param dz overwritten with the gradient with respect to u
     */
    void apply(double[] u, double[] dz, Planes planes) {
        long count = (long) planes.examples() * planes.positions();
        double[] slope = products(all.gamma(), count);
        double[] shift = products(all.beta(), count);
        planes.forEach((k, from, to) -> {
            double mean = statistics.mean()[k];
            double ofInput = slope[k] * inverse(k);
            for (int i = from; i < to; i++) {
                dz[i] = factor[k] * dz[i] + ofInput * (u[i] - mean) + shift[k];
            }
        });
    }

    @Override
    public void close() {
        Stream.of(ofGradient.gamma(), ofGradient.beta(), ofInputs.gamma(), ofInputs.beta(), standard.mean(), standard.variance())
                .forEach(Tensor::close);
    }
}
