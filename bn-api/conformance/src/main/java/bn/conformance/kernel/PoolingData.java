package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.conformance.check.Fixture;
import java.util.Arrays;

/** A pooling with its tensors, on the host, and what a backend computes of them. */
record PoolingData(Pooling pooling, Geometry geometry, double[] x, double[] dy) {

    /** Inputs below 0, so that zeros in the padding would be the largest. */
    static PoolingData normal(Fixture fixture, Pooling pooling, Geometry geometry) {
        return of(fixture, pooling, geometry, fixture.normal(geometry.images().elements(), -5, 1, 1));
    }

    /** Given inputs, and normally distributed gradients. */
    static PoolingData of(Fixture fixture, Pooling pooling, Geometry geometry, double[] x) {
        Shape outputs = geometry.outputs(geometry.images().size(1));
        return new PoolingData(pooling, geometry, x, fixture.normal(outputs.elements(), 0.5, 1, 2));
    }

    Shape outputs() {
        return geometry.outputs(geometry.images().size(1));
    }

    /** The same with absolute values of all numbers: averages, and gradients of averages, become sums of absolute values. */
    PoolingData absolute() {
        return new PoolingData(pooling, geometry, Arrays.stream(x).map(Math::abs).toArray(),
                Arrays.stream(dy).map(Math::abs).toArray());
    }

    /** The same with absolute values of the gradients alone, so that the same elements are the largest. */
    PoolingData absoluteGradients() {
        return new PoolingData(pooling, geometry, x, Arrays.stream(dy).map(Math::abs).toArray());
    }

    static PoolingKernel kernel(Fixture fixture) {
        return fixture.backend().optional(PoolingKernel.class).orElseThrow();
    }

    double[] forward(Fixture fixture) {
        Tensor y = fixture.blank(outputs());
        kernel(fixture).forward(pooling, geometry.window(), fixture.tensor(geometry.images(), x), y);
        return y.toDoubles();
    }

    /** The gradient with respect to the inputs. For averages, the inputs and outputs of the forward pass are not read. */
    double[] backward(Fixture fixture) {
        boolean max = pooling == Pooling.MAX;
        Tensor inputs = max ? fixture.tensor(geometry.images(), x) : fixture.blank(geometry.images());
        Tensor y = max ? fixture.tensor(outputs(), forward(fixture)) : fixture.blank(outputs());
        Tensor dx = fixture.blank(geometry.images());
        kernel(fixture).backward(pooling, geometry.window(), inputs, y, fixture.tensor(outputs(), dy), dx);
        return dx.toDoubles();
    }
}
