package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.conformance.check.Fixture;
import java.util.Arrays;

/** A batch and its parameters, on the host: the same for every backend that is compared. */
record BatchNormData(Shape shape, double eps, Activation activation, double[] x, double[] dy, double[] gamma, double[] beta) {

    /** Normally distributed inputs. */
    static BatchNormData normal(Fixture fixture, Shape shape, double eps, Activation activation, double mean, double deviation) {
        double[] x = fixture.normal(shape.elements(), mean, deviation, 1);
        return of(fixture, shape, eps, activation, x);
    }

    /** Given inputs, and normally distributed gradients and parameters. */
    static BatchNormData of(Fixture fixture, Shape shape, double eps, Activation activation, double[] x) {
        int channels = shape.size(1);
        return new BatchNormData(shape, eps, activation, x, fixture.normal(shape.elements(), 0.1, 1, 2),
                fixture.normal(channels, 1, 0.5, 3), fixture.normal(channels, 0, 0.5, 4));
    }

    Shape perChannel() {
        return Shape.of(channels());
    }

    int channels() {
        return shape.size(1);
    }

    /** Number of values per channel. */
    int count() {
        return x.length / channels();
    }

    /** The channel of an element. */
    int channel(int element) {
        int spatialSize = (int) shape.rowElements() / channels();
        return element / spatialSize % channels();
    }

    /**
     * The same, with dy = 0 for those outputs that rounding puts on the other side of 0 than in the reference: there both
     * gradients are valid, and differ.
     */
    BatchNormData withoutKinks(double[] expected, double[] actual) {
        double[] kept = dy.clone();
        Arrays.setAll(kept, i -> activation.equals(Activation.RELU) && expected[i] > 0 != actual[i] > 0 ? 0 : dy[i]);
        return new BatchNormData(shape, eps, activation, x, kept, gamma, beta);
    }
}
