package bn.experiments.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.api.norm.Normalization;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.Parameter;
import bn.experiments.architecture.Architecture;
import bn.experiments.data.Examples;
import bn.experiments.data.digits.SyntheticDigits;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Network;
import bn.experiments.network.NetworkSpec;
import bn.experiments.stream.LastPass;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamBalance;
import bn.experiments.stream.StreamFinder;
import bn.experiments.testing.Cpu;
import bn.experiments.train.BatchLoader;
import bn.theory.unit.UnitRate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates and streams of networks that are no multilayer perceptrons, read block by block, against one pass over all examples. */
class GraphRatesTest {
    private static final int COUNT = 30;
    private static final int BLOCK = 11;
    private static final double EPS = 0.1;
    /**
     * Float64 rounding of sums of 30 x 49 numbers, through up to 20 layers: 1e4 times 1e-16, relative to the largest of a layer.
     */
    private static final double ROUNDING = 1e-11;

    /** Units of ShuffleNetV2 of stride 1 and 2, with zeros around images. */
    private static final String SHUFFLE = "input 1x7x7; stem: convolution 6 3x3 padding 1, normalization, relu; "
            + "keep: slice 3 channels after 0; work: slice 3 channels after 3 from stem; "
            + "expand: convolution 3 1x1, normalization, relu; filtered: convolution 3 3x3 padding 1 groups 3, normalization; "
            + "mixed: convolution 3 1x1, normalization, relu; both: concatenation from keep, mixed; "
            + "shuffled: channel shuffle groups 2; around: zeros 0 top 0 left 1 bottom 2 right; "
            + "left: convolution 4 2x3 stride 2, normalization, relu from around; "
            + "right: convolution 4 1x1 stride 2, normalization, relu from shuffled; down: concatenation from left, right; "
            + "again: channel shuffle groups 2; pool: global average; out: fully connected 10";
    /** Layers of a DenseNet with an eps of their own, and a pooling of GoogLeNet. */
    private static final String DENSE = "input 1x7x7; stem: convolution 4 3x3 padding 1; "
            + "pooled: max pooling 3x3 stride 2 padding 0+1; norm1: normalization eps 0.3, relu; "
            + "inner: convolution 4 1x1, normalization, relu; conv1: convolution 3 3x3 padding 1; "
            + "all: concatenation from pooled, conv1; t.norm: normalization, relu; t.conv: convolution 4 1x1; "
            + "t.norm.norm: normalization, relu; pool: global average; out: fully connected 10";
    /** Squeeze-and-excitation between two blocks. */
    private static final String EXCITATION = "input 1x7x7; stem: convolution 4 3x3 padding 1, normalization, relu; "
            + "squeeze: global average; reduce: fully connected 3, relu; expand: fully connected 4, sigmoid; "
            + "scaled: product from stem, expand; project: convolution 5 1x1, normalization, relu; "
            + "scale: normalization from scaled; pool: global average; "
            + "pool2: global average from project; all: concatenation from pool, pool2; out: fully connected 10";

    private final Examples examples = SyntheticDigits.draw(1, COUNT, 1).pool(4).train();
    private Backend backend;

    @BeforeEach
    void open() {
        backend = Cpu.open();
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private static String complete(String name) {
        return name.contains(":") ? name : name + ":1x7x7-10";
    }

    private Network network(String architecture, int maxBatch) {
        Network network = new Network(backend, new NetworkSpec(Architecture.parse(architecture), DType.FLOAT64,
                NormalizationOptions.pytorch().withEps(EPS), maxBatch, 1), Cpu.normalization("batch"));
        // Away from the start, where beta is 0 and gamma 1.
        SplittableRandom random = new SplittableRandom(2);
        network.parameters().stream().filter(p -> p.role() == Parameter.Role.BETA || p.role() == Parameter.Role.GAMMA)
                .forEach(p -> p.value().upload(random.doubles(p.value().shape().elements(), 0.3, 1.2).toArray(), 0));
        return network;
    }

    private NetworkMeasurement measure(Network network) {
        return new PopulationRateEstimator(backend, Loss.SOFTMAX_CROSS_ENTROPY, 0, 1)
                .measure(network, examples, OptionalInt.of(10), fraction -> {});
    }

    private void passOverAll(Network network) {
        try (BatchLoader loader = new BatchLoader(backend, DType.FLOAT64, examples, COUNT);
                Tensor metrics = backend.allocate(DType.FLOAT64, Shape.of(2))) {
            loader.load(IntStream.range(0, COUNT).toArray(), 0, COUNT, 0, new SplittableRandom(1));
            Tensor outputs = network.forward(loader.inputs());
            backend.loss().compute(Loss.SOFTMAX_CROSS_ENTROPY, outputs, loader.targets(), network.outputGradient(COUNT), metrics);
            network.backward(loader.inputs(), BackwardHook.STORE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "resnet8-b", "preresnet20", "mobilenetv2-small", SHUFFLE, DENSE, EXCITATION})
    void blocksAreReadAsOneBatch(String name) {
        String architecture = complete(name);
        try (Network network = network(architecture, BLOCK); Network whole = network(architecture, COUNT)) {
            passOverAll(whole);
            List<LayerCertificate> certificates = measure(network).layers();
            List<Layer> layers = whole.normalizedLayers();
            assertEquals(layers.size(), certificates.size());
            for (int l = 0; l < layers.size(); l++) {
                Normalization norm = layers.get(l).normalization().orElseThrow();
                List<UnitRate> units = certificates.get(l).measurement().rates().orElseThrow().units();
                double[] gammaGradient = norm.gamma().orElseThrow().gradient().toDoubles();
                double[] variance = norm.statistics().orElseThrow().batch().variance().toDoubles();
                double largest = Arrays.stream(gammaGradient).map(Math::abs).max().orElseThrow();
                assertTrue(largest > 1e-6, "the gradients must matter");
                for (int k = 0; k < units.size(); k++) {
                    assertEquals(gammaGradient[k], units.get(k).gammaGradient(), ROUNDING * largest, layers.get(l).name());
                    assertEquals(variance[k], units.get(k).variance(), ROUNDING * variance[k]);
                }
            }
        }
    }

    /** T8 by channel in every stream that has no obstacle, at an eps for which what is let through is large. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet8", "resnet8-b", "preresnet20", SHUFFLE, DENSE})
    void theBalanceHoldsInEveryChannelOfEveryStream(String name) {
        try (Network network = network(complete(name), BLOCK)) {
            List<StreamBalance> streams = measure(network).streams();
            assertTrue(streams.size() > 1, streams::toString);
            for (StreamBalance stream : streams) {
                assertTrue(stream.stream().obstacle().isEmpty(), stream::toString);
                assertTrue(stream.channelError() < ROUNDING, stream::toString);
                assertTrue(Math.abs(stream.balance().orElseThrow().above()) > 1e-6, stream::toString);
            }
        }
    }

    /** Shortcuts A carry a stream through all stages, with channels that begin in each stage; within a block a stream has one writer. */
    @Test
    void shortcutsOfPaddingMakeOneStreamOfAllStages() {
        try (Network network = network("resnet8:1x7x7-10", BLOCK)) {
            List<StreamBalance> streams = measure(network).streams();
            assertEquals(List.of("conv1", "layer1.0.conv2", "layer2.0.conv2", "layer3.0.conv2"),
                    streams.get(0).stream().writers());
            assertEquals(List.of("layer1.0.conv1", "layer2.0.conv1", "layer3.0.conv1", "linear"),
                    streams.get(0).stream().readers());
            assertEquals(16, streams.get(0).stream().channels().size());
            // Three inner streams, and the channels that padding adds in the second and in the third stage.
            assertEquals(List.of(16, 16, 16, 32, 32, 64),
                    streams.stream().map(stream -> stream.stream().channels().size()).sorted().toList());
        }
    }

    /** ReLU6 is not positively homogeneous, so T8 says nothing about the streams that it ends; the linear bottlenecks have none. */
    @Test
    void activationsThatAreNotHomogeneousAreObstacles() {
        try (Network network = network("mobilenetv2-small:1x7x7-10", BLOCK)) {
            List<StreamBalance> streams = measure(network).streams();
            assertTrue(
                    streams.stream().anyMatch(stream -> stream.stream().obstacle().filter(o -> o.contains("CLIP")).isPresent()));
            List<StreamBalance> free = streams.stream().filter(stream -> stream.stream().obstacle().isEmpty()).toList();
            assertTrue(free.size() > 1, streams::toString);
            free.forEach(stream -> assertTrue(stream.channelError() < ROUNDING, stream::toString));
        }
    }

    /** Slices, shuffles and zeros around images leave each channel a stream of its own. */
    @Test
    void channelsAreFollowedThroughSlicesAndShuffles() {
        try (Network network = network(SHUFFLE, BLOCK)) {
            assertEquals(
                    Set.of("3 channels from stem to expand", "3 channels from stem to right, left",
                            "3 channels from expand to filtered", "3 channels from filtered to mixed",
                            "3 channels from mixed to right, left", "4 channels from left to out",
                            "4 channels from right to out"),
                    StreamFinder.of(network).stream().map(Stream::toString).collect(Collectors.toSet()));
        }
    }

    /** The stem is scaled by itself through the squeeze: T8 is wrong there, and the product is named as the reason. */
    @Test
    void productsAreObstacles() {
        try (Network network = network(EXCITATION, COUNT)) {
            passOverAll(network);
            List<Stream> streams = StreamFinder.of(network);
            Optional<String> obstacle = Optional.of("the product scaled is not scaled by one factor alone");
            Stream stem = streams.stream().filter(stream -> stream.writers().equals(List.of("stem"))).findFirst().orElseThrow();
            Stream product = streams.stream().filter(stream -> stream.readers().contains("scale")).findFirst().orElseThrow();
            assertEquals(obstacle, stem.obstacle());
            assertEquals(obstacle, product.obstacle());
            double error = StreamBalance.of(List.of(new Stream(stem.channels(), Optional.empty())), new LastPass()).get(0)
                    .channelError();
            assertTrue(error > 0.01, () -> "the balance holds in a stream with an obstacle: " + error);
            List<Stream> free = streams.stream().filter(stream -> stream.obstacle().isEmpty()).toList();
            assertEquals(Set.of(List.of("project"), List.of("scale")),
                    free.stream().map(Stream::writers).collect(Collectors.toSet()));
            StreamBalance.of(free, new LastPass())
                    .forEach(stream -> assertTrue(stream.channelError() < ROUNDING, stream::toString));
        }
    }
}
