package bn.experiments.model.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.WindowAxis;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of Deeplearning4j that are written by hand. Outputs of networks that Deeplearning4j 1.0.0-M2.1 itself had trained and saved
 * were compared by hand: a perceptron, a convolutional network and a graph with a sum and a concatenation.
 */
class Dl4jFormatTest {
    private static final Map<String, Object> NORM = Map.of("nin", 3, "nout", 3, "eps", 1e-3, "useLogStd", true);

    @TempDir
    private Path folder;

    private Model read(Object configuration, byte[] coefficients) throws IOException {
        return new Dl4jFormat().read(ModelFile.of(Dl4jFiles.write(folder.resolve("n.zip"), configuration, coefficients)));
    }

    private static Map<String, Object> perceptron(Map<String, Object> norm) {
        return Dl4jFiles.sequence(List.of(Dl4jFiles.layer("DenseLayer", "Identity", Map.of("nin", 2, "nout", 3)),
                Dl4jFiles.layer("BatchNormalization", "Sigmoid", norm),
                Dl4jFiles.layer("ActivationLayer", "ReLU", Map.of()),
                Dl4jFiles.layer("OutputLayer", "Softmax", Map.of("nin", 3, "nout", 1, "layerName", "last", "hasBias", false))),
                Map.of());
    }

    @Test
    void layersFollowEachOtherInOneRow() throws IOException {
        // 6 weights column by column, 3 biases; gamma, beta, mean, log10 of the deviation; 3 weights.
        Model model = read(perceptron(NORM),
                Dl4jFiles.floats(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 0, 1, -1,
                        19, 20, 21));
        assertEquals(Optional.empty(), model.noGraph());
        BatchNormLayer layer = model.layers().get(0);
        assertEquals("layer1", layer.name());
        assertEquals(OptionalDouble.of(1e-3), layer.eps());
        assertEquals(Optional.of(new LinearMap("layer0", "fully connected", List.of(3, 2))), layer.linear());
        assertArrayEquals(new double[] {10, 11, 12}, layer.gamma().orElseThrow());
        assertArrayEquals(new double[] {13, 14, 15}, layer.beta().orElseThrow());
        assertArrayEquals(new double[] {16, 17, 18}, layer.mean().orElseThrow());
        assertArrayEquals(new double[] {1, 100, 0.01}, layer.variance().orElseThrow(), 1e-13);
        ModelGraph graph = model.graph().orElseThrow();
        assertEquals(Shape.of(2), graph.input());
        assertEquals(List.of("layer0", "layer1", "layer2", "last"),
                graph.nodes().stream().map(node -> node.spec().name()).toList());
        // Column o of the 2 x 3 weights is row o here.
        assertArrayEquals(Dl4jFiles.count(6), graph.nodes().get(0).parameters().get(ModelNode.WEIGHTS).values());
        assertArrayEquals(new double[] {7, 8, 9}, graph.nodes().get(0).parameters().get(ModelNode.BIAS).values());
        assertEquals(new Operation.Layer(Optional.empty(), true, OptionalDouble.of(1e-3), Activation.IDENTITY),
                graph.nodes().get(1).spec().operation());
        assertEquals(List.of("the softmax of the layer last is left out, because losses take logits"), model.notes());
        assertEquals("F32", model.arrays().get("layer0_W").dtype());
    }

    @Test
    void lockedGammaIsNotTrained() throws IOException {
        Model model = read(perceptron(Map.of("nout", 3, "lockGammaBeta", true, "gamma", 2.0, "beta", 0.5)),
                Dl4jFiles.floats(Dl4jFiles.count(9 + 6 + 3)));
        BatchNormLayer layer = model.layers().get(0);
        assertArrayEquals(new double[] {2, 2, 2}, layer.gamma().orElseThrow());
        assertArrayEquals(new double[] {13, 14, 15}, layer.variance().orElseThrow());
        assertEquals("gamma was locked at 2.0 (lockGammaBeta), not trained", layer.obstacle().orElseThrow());
        assertEquals(OptionalDouble.of(1e-5), layer.eps());
    }

    private static Map<String, Object> graph() {
        Map<String, Object> kernel = Map.of("kernelSize", List.of(2, 1), "stride", List.of(2, 1), "nin", 2, "nout", 1,
                "convolutionMode", "Same");
        Map<String, Object> vertices = new LinkedHashMap<>();
        vertices.put("c", Dl4jFiles.vertex(Dl4jFiles.layer("ConvolutionLayer", "Identity", kernel),
                Dl4jFiles.preProcessor("FeedForwardToCnnPreProcessor", 2, 3, 2)));
        vertices.put("s", Map.of("@class", "org.deeplearning4j.nn.conf.graph.ElementWiseVertex", "op", "Add"));
        vertices.put("m", Map.of("@class", "org.deeplearning4j.nn.conf.graph.MergeVertex"));
        vertices.put("o", Dl4jFiles.vertex(Dl4jFiles.layer("OutputLayer", "Softmax", Map.of("nin", 8, "nout", 1)),
                Dl4jFiles.preProcessor("CnnToFeedForwardPreProcessor", 2, 2, 2)));
        return Map.of("vertices", vertices, "networkInputs", List.of("in"), "networkOutputs", List.of("o"), "topologicalOrderStr",
                List.of("in", "c", "s", "m", "o"), "vertexInputs",
                Map.of("c", List.of("in"), "s", List.of("c", "c"), "m", List.of("s", "c"), "o", List.of("m")));
    }

    /** Networks that read images as such do not say their size. */
    @Test
    void imagesOfASizeThatTheFileDoesNotSay() throws IOException {
        Map<String, Object> kernel = Map.of("kernelSize", List.of(2, 1), "stride", List.of(2, 1), "nin", 2, "nout", 1,
                "convolutionMode", "Same");
        ModelFile file = ModelFile.of(Dl4jFiles.write(folder.resolve("n.zip"),
                Dl4jFiles.sequence(List.of(Dl4jFiles.layer("ConvolutionLayer", "Identity", kernel)), Map.of()),
                Dl4jFiles.oldDoubles(Dl4jFiles.count(5))));
        assertTrue(
                new Dl4jFormat().read(file).noGraph().orElseThrow().startsWith("the file does not say the size of the images"));
        assertEquals(Shape.of(2, 3, 2), new Dl4jFormat().read(file.withImages(Shape.of(2, 3, 2))).graph().orElseThrow().input());
    }

    @Test
    void theBiasOfAConvolutionIsBeforeItsWeights() throws IOException {
        ModelGraph graph = read(graph(), Dl4jFiles.oldDoubles(Dl4jFiles.count(5 + 9))).graph().orElseThrow();
        assertEquals(Shape.of(2, 3, 2), graph.input());
        assertEquals(List.of("c", "s", "m", "o/flatten", "o"), graph.nodes().stream().map(node -> node.spec().name()).toList());
        assertArrayEquals(new double[] {1}, graph.nodes().get(0).parameters().get(ModelNode.BIAS).values());
        assertArrayEquals(new double[] {2, 3, 4, 5}, graph.nodes().get(0).parameters().get(ModelNode.WEIGHTS).values());
        assertArrayEquals(new double[] {14}, graph.nodes().get(4).parameters().get(ModelNode.BIAS).values());
        LinearSpec map = ((Operation.Layer) graph.nodes().get(0).spec().operation()).linear().orElseThrow();
        assertEquals(new WindowAxis(2, 2, 1, 0, 1), ((LinearSpec.Convolutional) map).geometry().window().vertical());
    }

    @Test
    void layersOfVersion09SayTheirClassInAnotherWay() throws IOException {
        Object old = Map.of("confs", List.of(
                Map.of("layer", Map.of("dense", Map.of("nin", 2, "nout", 3, "activationFn", Map.of("Identity", Map.of())))),
                Map.of("layer", Map.of("batchNormalization", Map.of("nin", 3, "nout", 3)))));
        Model model = read(old, Dl4jFiles.oldDoubles(Dl4jFiles.count(9 + 12)));
        assertEquals("layer0", model.layers().get(0).linear().orElseThrow().name());
        assertArrayEquals(new double[] {19, 20, 21}, model.layers().get(0).variance().orElseThrow());
        assertEquals(2, model.graph().orElseThrow().nodes().size());
    }

    @Test
    void oneUnknownLayerHasTheParametersThatAreLeft() throws IOException {
        Model model = read(Dl4jFiles.sequence(List.of(Dl4jFiles.layer("LSTM", "TanH", Map.of("nin", 2, "nout", 3)),
                Dl4jFiles.layer("BatchNormalization", "Identity", NORM)), Map.of()), Dl4jFiles.floats(Dl4jFiles.count(5 + 12)));
        assertArrayEquals(new double[] {6, 7, 8}, model.layers().get(0).gamma().orElseThrow());
        assertTrue(model.noGraph().orElseThrow().startsWith("the file does not say the size of the images"));
        String message = assertThrows(BnException.class, () -> read(Dl4jFiles.sequence(List.of(
                Dl4jFiles.layer("LSTM", "TanH", Map.of()), Dl4jFiles.layer("GravesLSTM", "TanH", Map.of())), Map.of()),
                Dl4jFiles.floats(1))).getMessage();
        assertTrue(
                message.contains("it has layers of the classes LSTM and GravesLSTM, whose numbers of parameters are not known"),
                message);
    }

    @Test
    void aLayerThatIsNotComputedIsNamed() throws IOException {
        Model model = read(Dl4jFiles.sequence(List.of(Dl4jFiles.layer("DenseLayer", "Identity", Map.of("nin", 2, "nout", 3)),
                Dl4jFiles.layer("PReLULayer", "Identity", Map.of())), Map.of()), Dl4jFiles.floats(Dl4jFiles.count(9 + 3)));
        assertEquals("the layer layer1 (PReLULayer) is not computed here",
                model.noGraph().orElseThrow());
    }

    @Test
    void parametersHaveToFit() throws IOException {
        String message = assertThrows(BnException.class, () -> read(perceptron(NORM), Dl4jFiles.floats(Dl4jFiles.count(23))))
                .getMessage();
        assertTrue(message.contains("its layers have 24 parameters, but there are 23"), message);
        byte[] lie = Dl4jFiles.floats(Dl4jFiles.count(24));
        // The length of the numbers, 8 bytes before the 2 + 5 of FLOAT and 4 for each number.
        lie[lie.length - 24 * 4 - 7 - 8 + 3] = 1;
        assertTrue(assertThrows(BnException.class, () -> read(perceptron(NORM), lie)).getMessage()
                .contains("by their header, more than the file has bytes for"));
        assertTrue(assertThrows(BnException.class, () -> read(Map.of("x", 1), Dl4jFiles.floats(1))).getMessage()
                .contains("its configuration is neither that of a MultiLayerNetwork nor that of a ComputationGraph"));
    }
}
