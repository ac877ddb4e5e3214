package bn.experiments.identity;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.experiments.architecture.Architecture;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.network.SgdOptimizer;
import bn.experiments.network.SgdOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** T2 on random layers of random shapes, in every dtype of a backend, for several eps. */
public final class IdentityVerification {
    private static final double[] EPSILONS = {0, 1e-5, 1e-3, 0.1};
    private static final int SHAPES = 4;
    private static final int OUTPUTS = 5;
    /** The first step moves gamma away from 1 and beta from 0, which would hide errors. */
    private static final SgdOptions STEP = new SgdOptions(0.5, 0, 0, 0, 0);

    private final Backend backend;
    private final NormalizationProvider batchNorm;

    /** A verification of a backend's kernels. */
    public IdentityVerification(Backend backend, NormalizationProvider batchNorm) {
        this.backend = backend;
        this.batchNorm = batchNorm;
    }

    /** Runs all cases. */
    public List<IdentityCase> run(long seed) {
        List<IdentityCase> cases = new ArrayList<>();
        for (DType dtype : backend.device().dtypes().stream().sorted().toList()) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < SHAPES; i++) {
                int batch = random.nextInt(3, 200);
                int inputs = random.nextInt(1, 120);
                int units = random.nextInt(1, 80);
                for (double eps : EPSILONS) {
                    Architecture architecture = new Architecture(List.of(inputs, units, OUTPUTS));
                    double error = error(dtype, batch, architecture, eps, random.split());
                    cases.add(IdentityCase.of(dtype, Shape.of(batch, inputs, units).toString(), eps, error));
                }
            }
        }
        return cases;
    }

    /**
     * Runs cases of convolutions: random sizes, strides, paddings, dilations and groups.
     *
     * @throws bn.api.InvalidRequestException if the backend has no convolutions
     */
    public List<IdentityCase> convolutions(long seed) {
        List<IdentityCase> cases = new ArrayList<>();
        for (DType dtype : backend.device().dtypes().stream().sorted().toList()) {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < SHAPES; i++) {
                RandomConvolution convolution = RandomConvolution.draw(random);
                for (double eps : EPSILONS) {
                    double error = error(dtype, convolution.batch(), convolution.architecture(OUTPUTS), eps, random.split());
                    cases.add(IdentityCase.of(dtype, convolution.text(), eps, error));
                }
            }
        }
        return cases;
    }

    private double error(DType dtype, int batch, Architecture architecture, double eps, SplittableRandom random) {
        NetworkSpec spec = new NetworkSpec(architecture, dtype, NormalizationOptions.pytorch().withEps(eps), batch,
                random.nextLong());
        try (Network network = new Network(backend, spec, batchNorm);
                SgdOptimizer optimizer = new SgdOptimizer(backend, network, STEP);
                Tensor x = backend.allocate(dtype, Shape.of(batch, architecture.inputs()));
                Tensor targets = backend.allocate(dtype, Shape.of(batch, OUTPUTS));
                Tensor metrics = backend.allocate(dtype, Shape.of(2))) {
            Layer first = network.layers().get(0);
            double last = 0;
            for (int step = 0; step < 2; step++) {
                IdentityInspector inspector = new IdentityInspector(backend);
                x.upload(normal(batch * architecture.inputs(), random), 0);
                targets.upload(normal(batch * OUTPUTS, random), 0);
                Tensor outputs = network.forward(x);
                backend.loss().compute(Loss.SQUARED, outputs, targets, network.outputGradient(batch), metrics);
                optimizer.backwardAndStep(network, x, inspector);
                last = inspector.errors().get(first.linear()).gradient();
            }
            return last;
        }
    }

    /** Normal numbers around a mean of 1, because a mean of 0 would hide a centring that is left out. */
    private static double[] normal(int count, SplittableRandom random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = 1 + random.nextGaussian();
        }
        return values;
    }
}
