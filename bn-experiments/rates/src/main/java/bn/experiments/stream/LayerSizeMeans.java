package bn.experiments.stream;

import bn.experiments.network.Layer;
import java.util.Arrays;

/** Adds up the sizes of the gradients of the weights before a normalization, over batches. */
final class LayerSizeMeans {
    private final Layer layer;
    private final double[] squaredNorm;
    private final BatchMeans[] units;
    private final BatchMeans all = new BatchMeans();

    LayerSizeMeans(Layer layer) {
        this.layer = layer;
        squaredNorm = squares(layer.linear().weights().value().toDoubles());
        units = new BatchMeans[squaredNorm.length];
        Arrays.setAll(units, k -> new BatchMeans());
    }

    /** The sum of squares of each unit. */
    private double[] squares(double[] weights) {
        double[] sums = new double[layer.units()];
        for (int i = 0; i < weights.length; i++) {
            sums[i / layer.linear().fanIn()] += weights[i] * weights[i];
        }
        return sums;
    }

    void add(StreamGradients gradients) {
        double[] squares = squares(gradients.gradient(layer.linear().weights()));
        double sum = 0;
        for (int k = 0; k < units.length; k++) {
            units[k].add(squaredNorm[k] * squares[k]);
            sum += squaredNorm[k] * squares[k];
        }
        all.add(sum / units.length);
    }

    GradientSizes.LayerSize size() {
        return new GradientSizes.LayerSize(layer.name(), layer.linear().fanIn(), squaredNorm,
                Arrays.stream(units).mapToDouble(unit -> unit.mean().mean()).toArray(), all.mean());
    }
}
