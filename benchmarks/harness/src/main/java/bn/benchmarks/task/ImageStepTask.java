package bn.benchmarks.task;

import java.util.Locale;
import java.util.concurrent.Callable;

/** A training step of a convolutional network. */
public enum ImageStepTask implements TrainingTask {
    /**
     * A residual network for small images (He et al. 2016, section 4.2): 3 stages of 16, 32 and 64 channels with 3 blocks of two
     * convolutions each; shortcuts leave out rows and columns and add channels of zeros.
     */
    RESNET20(3, 32) {
        @Override
        public <T> T outputs(NetworkOperations<T> network, T x) {
            T at = network.relu(convolution(network, x, 16, 1));
            for (int block = 0; block < 9; block++) {
                int channels = 16 << block / 3;
                boolean halved = block > 0 && block % 3 == 0;
                T shortcut = halved ? network.halvedAndPadded(at, channels / 4) : at;
                T first = network.relu(convolution(network, at, channels, halved ? 2 : 1));
                at = network.relu(network.sum(shortcut, convolution(network, first, channels, 1)));
            }
            return network.dense(network.average(at), classes(), true);
        }

        private <T> T convolution(NetworkOperations<T> network, T x, int channels, int stride) {
            return network.normalized(network.convolution(x, channels, 3, stride, 1));
        }
    },

    /** LeNet-5 (LeCun et al. 1998) with ReLU, maximum pooling and batch norm, on images of the size of MNIST's. */
    LENET(1, 28) {
        @Override
        public <T> T outputs(NetworkOperations<T> network, T x) {
            T first = network.halvedByMaxima(network.relu(network.normalized(network.convolution(x, 6, 5, 1, 2))));
            T second = network.halvedByMaxima(network.relu(network.normalized(network.convolution(first, 16, 5, 1, 0))));
            T wide = network.relu(network.normalized(network.dense(network.flattened(second), 120, false)));
            T narrow = network.relu(network.normalized(network.dense(wide, 84, false)));
            return network.dense(narrow, classes(), true);
        }
    };

    private static final int BATCH = 128;
    private static final int CLASSES = 10;

    private final int channels;
    private final int side;

    ImageStepTask(int channels, int side) {
        this.channels = channels;
        this.side = side;
    }

    @Override
    public int batch() {
        return BATCH;
    }

    @Override
    public int[] input() {
        return new int[] {channels, side, side};
    }

    @Override
    public int classes() {
        return CLASSES;
    }

    @Override
    public String architecture() {
        return name().toLowerCase(Locale.ROOT) + ":" + channels + "x" + side + "x" + side + "-" + CLASSES;
    }

    /** The losses of the first steps, which the same weights and the same batch determine. */
    @Override
    public double[] check(Callable<? extends Number> step) throws Exception {
        return TrainingTask.losses(step, COMPARED_STEPS);
    }

    /** For example {@code resnet20:3x32x32-10, batch 128}. */
    @Override
    public String toString() {
        return architecture() + ", batch " + BATCH;
    }
}
