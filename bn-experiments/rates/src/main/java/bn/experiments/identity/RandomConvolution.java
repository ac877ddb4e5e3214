package bn.experiments.identity;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import bn.experiments.architecture.Architecture;
import bn.experiments.architecture.ArchitectureBuilder;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.NodeSpec;
import bn.experiments.architecture.Operation;
import java.util.random.RandomGenerator;

/** A batch-normalized convolution of random geometry, as the first layer of a small network. */
record RandomConvolution(int batch, Shape images, Convolution geometry, int units) {

    static RandomConvolution draw(RandomGenerator random) {
        int groups = random.nextInt(1, 4);
        Shape images = Shape.of(groups * random.nextInt(1, 4), random.nextInt(5, 12), random.nextInt(5, 12));
        Convolution geometry = new Convolution(new Window(axis(random), axis(random)), groups);
        return new RandomConvolution(random.nextInt(2, 10), images, geometry, groups * random.nextInt(1, 6));
    }

    /** At most 5 positions reach, which fit the smallest images. */
    private static WindowAxis axis(RandomGenerator random) {
        int size = random.nextInt(1, 4);
        return new WindowAxis(size, random.nextInt(1, 3), random.nextInt(1, 3), random.nextInt(size), random.nextInt(size));
    }

    Architecture architecture(int outputs) {
        ArchitectureBuilder builder = new ArchitectureBuilder();
        int first = builder.convolution("convolution", NodeSpec.INPUT, geometry, units, Activation.RELU);
        int flat = builder.add("flatten", new Operation.Flatten(), first);
        builder.linear("outputs", flat, new LinearSpec.Dense(outputs));
        return builder.build(text(), images);
    }

    String text() {
        return batch + "x" + images + ", " + geometry.weights(images.size(0), units) + " in " + geometry.groups() + " groups";
    }
}
