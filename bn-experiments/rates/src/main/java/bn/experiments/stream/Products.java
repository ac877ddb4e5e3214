package bn.experiments.stream;

import java.util.stream.DoubleStream;

/** Factors of products, in the order in which they were added. */
final class Products {
    private final DoubleStream.Builder values = DoubleStream.builder();
    private final DoubleStream.Builder gradients = DoubleStream.builder();

    void add(double value, double gradient) {
        values.add(value);
        gradients.add(gradient);
    }

    double[] values() {
        return values.build().toArray();
    }

    double[] gradients() {
        return gradients.build().toArray();
    }
}
