package bn.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.experiments.data.digits.SyntheticDigits;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    @Test
    void widthsAreRead() {
        Architecture architecture = Architecture.parse("784-512-256-10");
        assertEquals(List.of(784, 512, 256, 10), architecture.widths());
        assertEquals(784, architecture.inputs());
        assertEquals(10, architecture.outputs());
        assertEquals(3, architecture.layers());
        assertEquals(784 * 512 + 512 * 256 + 256 * 10, architecture.weights());
        assertEquals("784-512-256-10", architecture.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "784", "784-", "784-0-10", "784x10", "784--10", "99999999999-10", "resnet20:32x32-10", "resnet20:",
                    "resnet20:3x32x32", "resnet20:3x32x32-0", "resnet20:3x32xq-10", "resnet21:3x32x32-10", "resnet20",
                    "resnet20:99999x99999x99-10", "vgg11:1x16x16-10"})
    void everythingElseIsRefused(String text) {
        assertThrows(InvalidRequestException.class, () -> Architecture.parse(text));
    }

    /** The parameters of the same networks in PyTorch, and the multiply-adds of its convolutions and linear layers. */
    @ParameterizedTest
    @CsvSource({"resnet8:3x32x32-10, 75290, 0", "resnet20:3x32x32-10, 269722, 40551040", "resnet32:3x32x32-10, 464154, 0",
            "resnet56:3x32x32-10, 853018, 0", "resnet20-b:3x32x32-10, 272474, 0", "preresnet20:3x32x32-10, 269722, 0",
            "lenet:1x28x28-10, 61932, 0", "vgg11:3x32x32-10, 9228362, 0", "mobilenetv2-small:3x32x32-10, 138426, 0"})
    void namedArchitecturesHaveTheSizeOfTheirModels(String text, long parameters, long multiplyAdds) {
        ArchitectureSummary summary = ArchitectureSummary.of(Architecture.parse(text));
        // A linear map whose outputs are not normalized at once has a bias here, in the model of PyTorch it has none.
        long biases = text.startsWith("preresnet20") ? 16 + 3 * (16 + 32 + 64) : 0;
        assertEquals(parameters, summary.parameters() - biases);
        assertTrue(multiplyAdds == 0 || multiplyAdds == summary.multiplyAdds(), () -> summary.multiplyAdds() + " multiply-adds");
    }

    @ParameterizedTest
    @EnumSource(NamedArchitecture.class)
    void aNameIsEnoughForImages(NamedArchitecture named) {
        Architecture architecture = named.of(Shape.of(3, 32, 32), 10);
        assertEquals(named.text() + ":3x32x32-10", architecture.toString());
        assertEquals(architecture, Architecture.parse(architecture.toString()));
        assertEquals(10, architecture.outputs());
        assertTrue(architecture.widths().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"784-20-10-10, 2", "vgg11:3x32x32-10, 1", "lenet:1x28x28-10, 3", "resnet8:3x32x32-10, 1",
            "mobilenetv2-small:3x32x32-10, 1"})
    void dropoutIsBeforeFullyConnectedLayers(String text, int places) {
        Architecture plain = Architecture.parse(text);
        Architecture dropped = plain.withDropout(0.25);
        assertEquals(text + "+dropout0.25", dropped.toString());
        assertEquals(dropped, Architecture.parse(dropped.toString()));
        assertEquals(plain.nodes().size() + places, dropped.nodes().size());
        assertEquals(plain.shapes().get(plain.nodes().size() - 1), dropped.shapes().get(dropped.nodes().size() - 1));
        assertEquals(plain, dropped.withDropout(0));
        assertEquals(text + "+dropout0.5", dropped.withDropout(0.5).toString());
        assertEquals(ArchitectureSummary.of(plain).parameters(), ArchitectureSummary.of(dropped).parameters());
    }

    @Test
    void dropoutWithoutAPlaceIsRefused() {
        String message = assertThrows(InvalidRequestException.class, () -> Architecture.parse("784-10+dropout0.5")).getMessage();
        assertTrue(message.startsWith("the architecture 784-10 has no place for dropout"), message);
        for (String wrong : List.of("784-20-10+dropout", "784-20-10+dropout1", "784-20-10+dropout-0.5", "784-20-10+dropoutx")) {
            assertThrows(InvalidRequestException.class, () -> Architecture.parse(wrong), wrong);
        }
    }

    @Test
    void theImagesOfTheDataDecideTheSize() {
        assertEquals("lenet:1x28x28-10", Architecture.parse("lenet", SyntheticDigits.draw(1, 20, 10).train()).toString());
        assertEquals("lenet:1x28x28-10+dropout0.5",
                Architecture.parse("lenet+dropout0.5", SyntheticDigits.draw(1, 20, 10).train()).toString());
        String tooSmall = assertThrows(InvalidRequestException.class,
                () -> Architecture.parse("lenet", SyntheticDigits.draw(1, 20, 10).pool(4).train())).getMessage();
        assertTrue(tooSmall.contains("node 'conv2' of lenet:1x7x7-10: a window over 5 positions is larger than 3 inputs"),
                tooSmall);
    }

    @Test
    void nodesThatDoNotFitAreNamed() {
        ArchitectureBuilder images = new ArchitectureBuilder();
        int first = images.convolution("one", NodeSpec.INPUT, Convolution.square(3, 1, 1), 4, Activation.RELU);
        images.sum("two", NodeSpec.INPUT, first, Activation.RELU);
        assertEquals("node 'two' of mine: a sum of 3x8x8 and 4x8x8",
                assertThrows(InvalidRequestException.class, () -> images.build("mine", Shape.of(3, 8, 8))).getMessage());
        ArchitectureBuilder groups = new ArchitectureBuilder();
        Convolution three = new Convolution(Convolution.square(3, 1, 1).window(), 3);
        groups.convolution("one", NodeSpec.INPUT, three, 4, Activation.RELU);
        assertEquals("node 'one' of mine: 3 groups do not divide 3 input channels and 4 output channels",
                assertThrows(InvalidRequestException.class, () -> groups.build("mine", Shape.of(3, 8, 8))).getMessage());
        ArchitectureBuilder flat = new ArchitectureBuilder();
        flat.dense("one", NodeSpec.INPUT, 4, Activation.RELU);
        assertTrue(assertThrows(InvalidRequestException.class, () -> flat.build("mine", Shape.of(3, 8, 8))).getMessage()
                .contains("flatten them before"));
    }
}
