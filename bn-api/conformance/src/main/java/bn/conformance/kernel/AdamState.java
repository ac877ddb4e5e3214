package bn.conformance.kernel;

import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Adam;
import bn.api.kernel.AdamKernel;
import bn.conformance.check.Fixture;

/** What Adam updates, on the host. */
record AdamState(double[] parameter, double[] mean, double[] variance) {

    /** The state after a step on a backend. */
    AdamState after(Fixture fixture, Shape shape, Adam step, long number, double[] gradient) {
        Tensor p = fixture.tensor(shape, parameter);
        Tensor m = fixture.tensor(shape, mean);
        Tensor v = fixture.tensor(shape, variance);
        AdamKernel kernel = fixture.backend().optional(AdamKernel.class).orElseThrow();
        kernel.adam(p, fixture.tensor(shape, gradient), m, v, step, number);
        return new AdamState(p.toDoubles(), m.toDoubles(), v.toDoubles());
    }
}
