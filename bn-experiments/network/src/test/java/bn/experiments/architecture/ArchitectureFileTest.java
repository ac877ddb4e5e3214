package bn.experiments.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureFileTest {
    @TempDir
    private Path scratch;

    private Architecture read(String text) throws IOException {
        return ArchitectureFile.read(Files.writeString(scratch.resolve("net.txt"), text));
    }

    @ParameterizedTest
    @EnumSource(NamedArchitecture.class)
    void everyArchitectureIsReadFromItsText(NamedArchitecture named) throws IOException {
        Architecture architecture = named.of(Shape.of(3, 32, 32), 10);
        Architecture read = read(String.join("\n", architecture.statements()));
        assertEquals(architecture.nodes(), read.nodes());
        assertEquals(architecture.input(), read.input());
        assertEquals(read, Architecture.parse(read.text()));
        assertEquals(read.withDropout(0.5), Architecture.parse(read.text() + "+dropout0.5"));
        assertTrue(read.toString().startsWith("input 3x32x32; ... ("), read::toString);
    }

    @Test
    void everyOperationIsReadFromItsText() {
        Window odd = new Window(new WindowAxis(2, 1, 2, 1, 0), new WindowAxis(3, 2, 1, 0, 2));
        List<Activation> activations = List.of(Activation.IDENTITY, Activation.RELU, Activation.RELU6, Activation.clip(-1, 2),
                Activation.leakyRelu(0.1), Activation.SIGMOID, Activation.TANH, Activation.HARD_SIGMOID,
                Activation.hardSigmoid(0.2, 0.5), Activation.SILU, Activation.HARD_SWISH);
        for (Activation activation : activations) {
            same(new Operation.Layer(Optional.of(new LinearSpec.Convolutional(new Convolution(odd, 3), 6)), true, activation));
            same(new Operation.Layer(Optional.of(new LinearSpec.Dense(7)), false, activation));
            same(new Operation.Layer(Optional.empty(), true, activation));
            same(new Operation.Add(activation));
        }
        for (Pooling pooling : Pooling.values()) {
            same(new Operation.Pool(pooling, odd));
        }
        same(new Operation.Layer(Optional.empty(), false, Activation.SILU));
        same(new Operation.Layer(Optional.empty(), true, OptionalDouble.of(1e-3), Activation.RELU));
        same(new Operation.Layer(Optional.of(new LinearSpec.Dense(7)), true, OptionalDouble.of(0), Activation.IDENTITY));
        same(new Operation.GlobalAverage());
        same(new Operation.Flatten());
        same(new Operation.Multiply());
        same(new Operation.SliceChannels(3, 1));
        same(new Operation.ShuffleChannels(2));
        same(new Operation.PadImages(0, 1, 2, 3));
        same(new Operation.PadChannels(0, 3));
        same(new Operation.Concatenate());
        same(new Operation.Dropout(0.25));
    }

    private static void same(Operation operation) {
        assertEquals(operation, OperationParser.parse(OperationText.of(operation)));
    }

    @Test
    void commentsBlanksAndEmptyLinesSayNothing() throws IOException {
        Architecture one = read(
                "# a network; small\n\ninput  784 # features\r\n hidden :  fully   connected 20,relu\nout:fully connected 10");
        assertEquals("input 784; hidden: fully connected 20, relu; out: fully connected 10", one.text());
        assertEquals(20 * 784 + 20 * 10, one.weights());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "conv: fully connected 3 | line 1: the first line is the shape of an input",
            "input 3x32 | line 1: the first line is the shape of an input",
            "input 3x8x8 | there is no node",
            "input 3x8x8; a: konvolution 3 3x3 | line 2: 'konvolution 3 3x3' is no operation; there are convolution, ",
            "input 3x8x8; a: convolution 3 | line 2: the size of the window, such as 3x3, is missing after 'convolution 3'",
            "input 3x8x8; a: convolution 3 3x3 strides 2 | line 2: 'strides' in 'convolution 3 3x3 strides 2' has no meaning",
            "input 3x8x8; a: convolution 3 3x3 stride 0 | line 2: the stride is a whole number of at least 1, got '0'",
            "input 3x8x8; a: convolution x 3x3 | line 2: the number of output channels is a whole number of at least 1, got 'x'",
            "input 3x8x8; a: convolution 3 3x3x3 | line 2: '3x3x3' is no pair",
            "input 3x8x8; a: convolution 4 3x3 groups 2 | line 2: node 'a' reads input (3x8x8): 2 groups do not divide 3 input channels",
            "input 3x8x8; a: convolution 4 9x9 | line 2: node 'a' reads input (3x8x8): a window over 9 positions is larger than 8 inputs",
            "input 3x8x8; a: fully connected 4 | line 2: node 'a' reads input (3x8x8): a fully connected layer takes numbers, not images",
            "input 8; a: convolution 4 3x3 | line 2: node 'a' reads input (8): a convolution takes images, not 8 numbers",
            "input 3x8x8; a: max pooling 3x3 groups 3 | line 2: 'groups' in 'max pooling 3x3 groups 3' has no meaning",
            "input 3x8x8; a: flatten, relu | line 2: nothing follows 'flatten', got 'relu'",
            "input 3x8x8; a: normalization eps -1 | line 2: eps is a number of at least 0, got -1.0",
            "input 3x8x8; a: normalization eps NaN | line 2: eps is a number of at least 0, got NaN",
            "input 3x8x8; a: normalization eps | line 2: eps is missing after 'normalization eps'",
            "input 3x8x8; a: relu, normalization | line 2: 'normalization' cannot follow 'relu'",
            "input 3x8x8; a: sum | line 2: node 'a' reads input (3x8x8), and its operation takes 2 inputs",
            "input 3x8x8; a: flatten from input, input | line 2: node 'a' reads input (3x8x8) and input (3x8x8), and its operation takes 1 input",
            "input 3x8x8; a: convolution 4 1x1; b: sum from input, a | line 3: node 'b' reads input (3x8x8) and a (4x8x8): a sum of 3x8x8 and 4x8x8",
            "input 3x8x8; a: flatten; b: fully connected 2 from c | line 3: there is no node 'c' before this one",
            "input 3x8x8; a: flatten; a: fully connected 2 | line 3: there is a node 'a' before",
            "input 3x8x8; input: flatten | line 2: there is a node 'input' before",
            "input 3x8x8; flatten | line 2: 'flatten' is no node",
            "input 3x8x8; a b: flatten | line 2: 'a b: flatten' is no node",
            "input 3x8x8; a: flatten; b: flatten from input | line 2: no node reads 'a', and it is not the last one",
            "input 3x8x8; a: relu | line 2: the last node gives images, 3x8x8",
            "input 3x8x8; a: global average; b: product from a, input | line 3: node 'b' reads a (3) and input (3x8x8): a product of 3 and 3x8x8",
            "input 3x8x8; a: convolution 4 1x1; b: product from a, input | line 3: node 'b' reads a (4x8x8) and input (3x8x8): a product of 4x8x8 and 3x8x8",
            "input 3x8x8; a: slice 2 channels after 2 | line 2: node 'a' reads input (3x8x8): a slice of 2 channels after the first 2, but there are 3",
            "input 3x8x8; a: slice 0 channels after 2 | line 2: the number of channels of a slice is a whole number of at least 1, got '0'",
            "input 3x8x8; a: slice 2147483647 channels after 2147483647 | line 2: node 'a' reads input (3x8x8): a slice of 2147483647 channels",
            "input 3x8x8; a: slice 2 | line 2: 'channels' is missing in 'slice 2'",
            "input 3x8x8; a: channel shuffle groups 2 | line 2: node 'a' reads input (3x8x8): 2 groups of a channel shuffle do not divide 3 channels",
            "input 8; a: zeros 1 top 1 left 1 bottom 1 right | line 2: node 'a' reads input (8): padding takes images, not 8 numbers",
            "input 3x8x8; a: zeros 1 top 1 bottom | line 2: 'left' is missing in 'zeros 1 top 1 bottom'",
            "input 3x8x8; a: zeros 2147483647 top 0 left 0 bottom 0 right | line 2: node 'a' reads input (3x8x8): its outputs are more than fit an array",
            "input 3x8x8; a: dropout 1 | line 2: the probability of dropout is from 0 to less than 1, got 1.0",
            "input 3x8x8; a: clip 1 0 | line 2: no activation of the kind CLIP has the parameters 1.0 and 0.0",
            "input 3x8x8; a: channels of zeros 99999999 before 1 after; b: flatten | line 2: node 'a' reads input (3x8x8): its outputs are more than fit an array",
            "input 3x8x8; a: leaky relu | line 2: the slope is missing after 'leaky relu'"})
    void aMistakeIsSaidWithItsLine(String text, String message) {
        String said = assertThrows(InvalidRequestException.class, () -> read(text.replace("; ", "\n"))).getMessage();
        assertTrue(said.startsWith(scratch.resolve("net.txt") + ", " + message), said);
        assertEquals(1, said.lines().count());
    }

    @Test
    void aFileIsAPathOrIsThere() throws IOException {
        Path file = Files.writeString(scratch.resolve("net"), "input 4");
        assertTrue(ArchitectureFile.is(file.toString()));
        assertTrue(ArchitectureFile.is("nowhere/net"));
        assertFalse(ArchitectureFile.is("net-that-is-not-there"));
        assertFalse(ArchitectureFile.is("784-10"));
        assertFalse(ArchitectureFile.is("lenet"));
        assertThrows(InvalidRequestException.class, () -> ArchitectureFile.read(scratch.resolve("nowhere")));
        Path bytes = Files.write(scratch.resolve("bytes"), new byte[] {(byte) 0xC3, 0x28});
        assertTrue(assertThrows(InvalidRequestException.class, () -> ArchitectureFile.read(bytes)).getMessage()
                .endsWith("is no text in UTF-8"));
    }
}
