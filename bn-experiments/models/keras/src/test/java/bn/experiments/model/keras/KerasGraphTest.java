package bn.experiments.model.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.Shape;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graphs of models that jHDF writes, and why there are none. */
class KerasGraphTest {
    private static final Map<String, Object> IMAGES = Map.of("batch_input_shape", new Integer[] {null, 4, 3, 2});
    private static final Map<String, Object> POOL = Map.of("pool_size", new int[] {2, 2});

    @TempDir
    private Path folder;

    private Model read(KerasFiles files, Object config) throws IOException {
        return new KerasFormat().read(ModelFile.of(files.h5(folder.resolve("n.h5"), config)));
    }

    private String reason(KerasFiles files) throws IOException {
        return read(files, files.sequential()).noGraph().orElseThrow();
    }

    private static KerasFiles images() {
        return new KerasFiles().layer("InputLayer", "i", IMAGES);
    }

    private static KerasFiles batchNorm(KerasFiles files, String path) {
        return files.array(path + "/gamma:0", new float[] {2, 3}).array(path + "/beta:0", new float[] {4, 5})
                .array(path + "/moving_mean:0", new float[] {6, 7}).array(path + "/moving_variance:0", new float[] {8, 9});
    }

    /** Of 4 x 3 images with stride 2, 'same' pads 0 above and 1 below, and 1 on both sides. */
    @Test
    void anOddPaddingIsAfterTheImages() throws IOException {
        float[][][][] kernel = new float[3][3][2][1];
        for (int i = 0; i < 9; i++) {
            kernel[i / 3][i % 3][0][0] = i;
        }
        KerasFiles files = images()
                .layer("Conv2D", "c", Map.of("filters", 1, "kernel_size", 3, "strides", 2, "padding", "same", "use_bias", false))
                .array("model_weights/c/c/kernel:0", kernel);
        Model model = read(files, files.sequential());
        double[] ones = new double[24];
        Arrays.fill(ones, 0, 12, 1);
        // Sums of the kernel without its first or last column, and below without its last row too.
        assertArrayEquals(new double[] {36 - 0 - 3 - 6, 36 - 2 - 5 - 8, 1 + 2 + 4 + 5, 0 + 1 + 3 + 4},
                new NaiveGraph(model.graph().orElseThrow()).outputs(ones));
    }

    /** Keras flattens position by position: its row 2 p + c of the kernel belongs to channel c at position p. */
    @Test
    void flattenedImagesHaveTheirColumnsMoved() throws IOException {
        float[][] kernel = new float[24][1];
        IntStream.range(0, 24).forEach(i -> kernel[i][0] = i);
        KerasFiles files = images().layer("Flatten", "f", Map.of()).layer("Dense", "d", Map.of("units", 1, "use_bias", false))
                .array("model_weights/d/d/kernel:0", kernel);
        double[] weights = read(files, files.sequential()).graph().orElseThrow().nodes().get(1).parameters().get("weights")
                .values();
        assertArrayEquals(IntStream.range(0, 24).mapToDouble(i -> 2 * (i % 12) + i / 12).toArray(), weights);
    }

    @Test
    void modelsInModelsAreInlined() throws IOException {
        KerasFiles inner = new KerasFiles().layer("InputLayer", "j", IMAGES, new String[0])
                .layer("BatchNormalization", "b", Map.of("axis", List.of(3)), "j");
        KerasFiles outer = new KerasFiles().layer("InputLayer", "i", IMAGES, new String[0])
                .model(inner.functional("j", "b"), "backbone", "i")
                .layer("GlobalAveragePooling2D", "g", Map.of(), "backbone");
        Model model = read(batchNorm(outer, "model_weights/backbone/b"), outer.functional("i", "g"));
        assertEquals(List.of("backbone/b"), model.layers().stream().map(BatchNormLayer::name).toList());
        assertEquals(List.of("backbone/b", "g"),
                model.graph().orElseThrow().nodes().stream().map(node -> node.spec().name()).toList());
        double[] outputs = new NaiveGraph(model.graph().orElseThrow()).outputs(new double[24]);
        assertEquals(4 - 2 * 6 / Math.sqrt(8 + 1e-3), outputs[0], 1e-14);
        assertEquals(5 - 3 * 7 / Math.sqrt(9 + 1e-3), outputs[1], 1e-14);
    }

    @Test
    void modelsOfKeras3InModels() throws IOException {
        KerasFiles inner = new KerasFiles().layer("BatchNormalization", "b", Map.of("axis", -1));
        KerasFiles outer = new KerasFiles().layer("InputLayer", "i", IMAGES, new String[0]).model(inner.sequential(), "s", "i");
        String path = "layers/sequential/layers/batch_normalization/vars/";
        outer.array(path + 0, new float[] {2, 3}).array(path + 1, new float[] {4, 5}).array(path + 2, new float[] {6, 7})
                .array(path + 3, new float[] {8, 9});
        Model model = new KerasFormat().read(ModelFile.of(outer.keras(folder.resolve("n.keras"), outer.functional("i", "s"))));
        assertArrayEquals(new double[] {8, 9}, model.layers().get(0).variance().orElseThrow());
        assertEquals(Optional.empty(), model.noGraph());
    }

    @Test
    void whatIsNotComputedIsNamed() throws IOException {
        assertEquals("the layer p (PReLU) is not computed here",
                reason(images().layer("PReLU", "p", Map.of())));
        assertEquals(
                "the layer a (Activation) has the activation gelu, which is not computed here",
                reason(images().layer("Activation", "a", Map.of("activation", "gelu"))));
        assertEquals(
                "the layer p (MaxPooling2D) has its channels first; only channels last is read, which is Keras' default",
                reason(images().layer("MaxPooling2D", "p", Map.of("pool_size", 2, "data_format",
                        "channels_first"))));
        assertTrue(reason(images().layer("Softmax", "s", Map.of()).layer("MaxPooling2D", "p", POOL))
                .startsWith("the layer s (Softmax) is a softmax that is not the last activation"));
        assertTrue(reason(images().layer("Flatten", "f", Map.of()).layer("MaxPooling2D", "p", POOL))
                .startsWith("the layer p (MaxPooling2D) is applied to 24 numbers, not to images"));
        assertTrue(reason(images().layer("MaxPooling2D", "p", Map.of("pool_size", 7)))
                .startsWith("the layer p (MaxPooling2D) cannot be computed: a window over 7 positions is larger than 4 inputs"));
        assertTrue(reason(images().layer("Flatten", "f", Map.of()))
                .startsWith("the outputs are flattened images, which have another order here"));
    }

    /** The size comes channels first, and the file has them last. */
    @Test
    void imagesOfASizeThatTheFileDoesNotSay() throws IOException {
        KerasFiles files = new KerasFiles()
                .layer("InputLayer", "i", Map.of("batch_shape", new Integer[] {null, null, null, 3}))
                .layer("MaxPooling2D", "p", POOL);
        ModelFile file = ModelFile.of(files.h5(folder.resolve("n.h5"), files.sequential()));
        assertEquals(Shape.of(3, 8, 6), new KerasFormat().read(file.withImages(Shape.of(3, 8, 6))).graph().orElseThrow().input());
    }

    @Test
    void inputsHaveToBeKnown() throws IOException {
        assertTrue(reason(new KerasFiles().layer("InputLayer", "i", Map.of("batch_shape", new Integer[] {null, null, null, 3})))
                .startsWith("the inputs have the shape [null,null,null,3], of which no size may be unknown"));
        assertTrue(reason(new KerasFiles().layer("InputLayer", "i", Map.of("batch_shape", new Integer[] {null, 7, 3})))
                .startsWith("the inputs have the shape [null,7,3]; here they are numbers (batch, I) or images (batch, H, W, C)"));
        assertTrue(reason(new KerasFiles().layer("Flatten", "f", Map.of()))
                .startsWith("the model was saved before its input shape was known"));
        KerasFiles two = new KerasFiles().layer("InputLayer", "i", IMAGES, new String[0])
                .layer("MaxPooling2D", "p", POOL, "i").layer("Add", "a", Map.of(), "p", "q");
        assertEquals("the layer a (Add) reads q, which is no layer before it",
                read(two, two.functional("i", "a")).noGraph().orElseThrow());
    }

    @Test
    void aModelOfCodeHasNormalizationsButNoGraph() throws IOException {
        Model model = read(batchNorm(new KerasFiles(), "model_weights/bn/bn"),
                Map.of("class_name", "MyModel", "config", Map.of()));
        assertEquals(List.of("bn"), model.layers().stream().map(BatchNormLayer::name).toList());
        assertTrue(
                model.noGraph().orElseThrow().startsWith("the model is of the class MyModel, whose configuration does not list"));
    }

    @Test
    void missingArraysAreDamage() {
        KerasFiles files = images().layer("BatchNormalization", "b", Map.of("axis", 3));
        String message = assertThrows(BnException.class, () -> read(files, files.sequential())).getMessage();
        assertTrue(message.contains(" is damaged: the layer b has no array gamma"), message);
    }

    @Test
    void theFirstOfThreeArraysOfKeras3IsGammaOrBeta() throws IOException {
        String path = "layers/batch_normalization_3/vars/";
        Model model = read(new KerasFiles().array(path + 0, new float[] {1, 2}).array(path + 1, new float[] {3, 4})
                .array(path + 2, new float[] {5, 6}), null);
        BatchNormLayer layer = model.layers().get(0);
        assertTrue(layer.gamma().isEmpty() && layer.beta().isEmpty());
        assertArrayEquals(new double[] {5, 6}, layer.variance().orElseThrow());
        assertEquals("the file does not say whether its first array is gamma or beta; save the whole model",
                layer.obstacle().orElseThrow());
    }
}
