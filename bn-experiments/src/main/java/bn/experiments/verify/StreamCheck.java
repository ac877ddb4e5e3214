package bn.experiments.verify;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.stream.LastPass;
import bn.experiments.stream.StreamBalance;
import bn.experiments.stream.StreamFinder;
import bn.experiments.train.BatchLoader;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** T13 in the streams of residual networks with random gamma and beta, on a backend's kernels in float64. */
final class StreamCheck {
    private static final List<String> ARCHITECTURES = List.of("resnet8:1x7x7-10", "resnet8-b:1x7x7-10", "preresnet20:1x7x7-10");
    private static final int BATCH = 20;
    /** Large, so that what the layers above let through counts. */
    private static final double EPS = 0.1;
    /** Float64 rounding of sums over a batch and its positions, through 20 layers. */
    private static final double BAR = 1e-10;

    private final Backend backend;
    private final NormalizationProvider batchNorm;

    StreamCheck(Backend backend, NormalizationProvider batchNorm) {
        this.backend = backend;
        this.batchNorm = batchNorm;
    }

    TheoremResult run(long seed) {
        double worst = 0;
        for (String architecture : ARCHITECTURES) {
            worst = Math.max(worst, error(Architecture.parse(architecture), seed));
        }
        return new TheoremResult("T13", "sums over what writes a channel of a residual stream with sums over what reads it",
                worst,
                BAR);
    }

    private double error(Architecture architecture, long seed) {
        Examples examples = SyntheticDigits.draw(seed, BATCH, 1).train().pool(4);
        NetworkSpec spec = new NetworkSpec(architecture, DType.FLOAT64, NormalizationOptions.pytorch().withEps(EPS), BATCH, seed);
        SplittableRandom random = new SplittableRandom(seed);
        double worst = 0;
        try (Network network = new Network(backend, spec, batchNorm);
                BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, BATCH);
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            // At the start gamma is 1 and beta 0, which would hide errors.
            network.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA || p.role() == Parameter.Role.GAMMA)
                    .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), 0.3, 1.2).toArray(), 0));
            loader.load(IntStream.range(0, BATCH).toArray(), 0, BATCH, 0, random);
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(), network.outputGradient(BATCH), metrics);
            network.backward(loader.inputs(), BackwardHook.STORE);
            for (StreamBalance stream : StreamBalance.of(StreamFinder.of(network), new LastPass())) {
                // Math.max keeps NaN.
                worst = Math.max(worst, stream.channelError());
            }
        }
        return worst;
    }
}
