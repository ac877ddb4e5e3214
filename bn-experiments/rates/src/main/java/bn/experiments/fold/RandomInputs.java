package bn.experiments.fold;

import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.Targets;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Inputs to compare the outputs of two networks on where there are no data. */
public final class RandomInputs {
    private static final int COUNT = 64;

    private RandomInputs() {}

    /** {@value #COUNT} examples with independent standard normal features, from a fixed seed; their labels mean nothing. */
    public static Examples of(Architecture architecture) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = IntStream.range(0, Math.multiplyExact(COUNT, architecture.inputs()))
                .mapToDouble(i -> random.nextGaussian()).toArray();
        return Examples.ofRows(values, architecture.inputs(), IntStream.range(0, COUNT).toArray(),
                new Targets.Labels(new int[COUNT], architecture.outputs()));
    }
}
