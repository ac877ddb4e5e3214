package bn.benchmarks.task;

import java.util.Locale;

/** A convolutional network of 10 classes. */
public enum ImageNetwork {
    /**
     * A residual network for small images (He et al. 2016, section 4.2): 3 stages of 16, 32 and 64 channels with 3 blocks of two
     * convolutions each; shortcuts leave out rows and columns and add channels of zeros.
     */
    RESNET20(3, 32) {
        @Override
        <T> T outputs(NetworkOperations<T> network, T x) {
            T at = network.relu(convolution(network, x, 16, 1));
            for (int block = 0; block < 9; block++) {
                int channels = 16 << block / 3;
                boolean halved = block > 0 && block % 3 == 0;
                T shortcut = halved ? network.halvedAndPadded(at, channels / 4) : at;
                T first = network.relu(convolution(network, at, channels, halved ? 2 : 1));
                at = network.relu(network.sum(shortcut, convolution(network, first, channels, 1)));
            }
            return network.dense(network.average(at), CLASSES, true);
        }

        private <T> T convolution(NetworkOperations<T> network, T x, int channels, int stride) {
            return network.normalized(network.convolution(x, channels, 3, stride, 1));
        }
    },

    /** LeNet-5 (LeCun et al. 1998) with ReLU, maximum pooling and batch norm, on images of the size of MNIST's. */
    LENET(1, 28) {
        @Override
        <T> T outputs(NetworkOperations<T> network, T x) {
            T first = network.halvedByMaxima(network.relu(network.normalized(network.convolution(x, 6, 5, 1, 2))));
            T second = network.halvedByMaxima(network.relu(network.normalized(network.convolution(first, 16, 5, 1, 0))));
            T wide = network.relu(network.normalized(network.dense(network.flattened(second), 120, false)));
            T narrow = network.relu(network.normalized(network.dense(wide, 84, false)));
            return network.dense(narrow, CLASSES, true);
        }
    };

    /** Number of classes. */
    static final int CLASSES = 10;

    private final int channels;
    private final int side;

    ImageNetwork(int channels, int side) {
        this.channels = channels;
        this.side = side;
    }

    /** Computes its outputs, N x classes, from x. */
    abstract <T> T outputs(NetworkOperations<T> network, T x);

    /** The shape of an image: C, H and W. */
    int[] input() {
        return new int[] {channels, side, side};
    }

    /** The network, as bn writes it. */
    String architecture() {
        return name().toLowerCase(Locale.ROOT) + ":" + channels + "x" + side + "x" + side + "-" + CLASSES;
    }
}
