package bn.experiments.model.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.Model;
import bn.experiments.model.ModelFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the bytes of {@code torch.save}, written here, so that the tests need no PyTorch. */
class PytorchFormatTest {
    private final PytorchFormat format = new PytorchFormat();

    @TempDir
    private Path scratch;

    private Model read(byte[] bytes) throws IOException {
        ModelFile file = ModelFile.of(Files.write(scratch.resolve("m.pt"), bytes));
        assertTrue(format.recognises(file));
        return format.read(file);
    }

    private String refused(byte[] bytes) {
        String message = assertThrows(BnException.class, () -> {
            Model model = read(bytes);
            model.arrays().values().forEach(array -> array.values());
        }).getMessage();
        assertTrue(message.contains("m.pt") && message.lines().count() == 1, message);
        return message;
    }

    private void refused(String problem, byte[] bytes) {
        String message = refused(bytes);
        assertTrue(message.contains(problem), message);
    }

    @Test
    void allFormsGiveTheSameLayers() throws IOException {
        TorchFile file = TorchFile.small();
        for (byte[] bytes : List.of(file.zip(false), file.zip(true), file.legacy())) {
            Model model = read(bytes);
            BatchNormLayer layer = model.layers().get(0);
            assertEquals(List.of("bn1"), model.layers().stream().map(BatchNormLayer::name).toList());
            assertEquals(3, layer.channels());
            assertTrue(layer.eps().isEmpty() && layer.obstacle().isEmpty() && model.noGraph().isPresent());
            assertArrayEquals(new double[] {0.5, -2, 1e-4f}, layer.gamma().orElseThrow());
            assertArrayEquals(new double[] {1, 2, -3}, layer.beta().orElseThrow());
            assertArrayEquals(new double[] {0.25, 0, 8}, layer.mean().orElseThrow());
            assertArrayEquals(new double[] {1, 0, 3}, layer.variance().orElseThrow());
            assertEquals(OptionalLong.of(7), layer.batches());
            assertEquals(new LinearMap("conv1", LinearMap.CONVOLUTION, List.of(3, 2, 2, 2)), layer.linear().orElseThrow());
            assertEquals(23 / 8.0, model.arrays().get("conv1.weight").values()[23]);
            assertEquals("F32", model.arrays().get("conv1.weight").dtype());
        }
    }

    @Test
    void stridesAndOffsetsAreFollowed() throws IOException {
        TorchFile file = new TorchFile().storage("0", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
                .view("transposed", "0", 0, List.of(4, 3), List.of(1L, 4L)).view("part", "0", 5, List.of(2, 2), List.of(4L, 1L))
                .view("every third", "0", 1, List.of(4), List.of(3L)).view("one", "0", 11, List.of(), List.of())
                .view("repeated", "0", 2, List.of(2, 3), List.of(0L, 1L)).view("none", "0", 12, List.of(0, 5), List.of(5L, 1L));
        for (byte[] bytes : List.of(file.zip(false), file.zip(true), file.legacy())) {
            Model model = read(bytes);
            assertArrayEquals(new double[] {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}, model.arrays().get("transposed").values());
            assertArrayEquals(new double[] {5, 6, 9, 10}, model.arrays().get("part").values());
            assertArrayEquals(new double[] {1, 4, 7, 10}, model.arrays().get("every third").values());
            assertArrayEquals(new double[] {11}, model.arrays().get("one").values());
            assertArrayEquals(new double[] {2, 3, 4, 2, 3, 4}, model.arrays().get("repeated").values());
            assertEquals(0, model.arrays().get("none").values().length);
        }
    }

    @Test
    void everyTypeOfStorageIsExact() throws IOException {
        Map<String, byte[]> data = Map.of("DoubleStorage", little(8).putDouble(0.1).array(),
                "HalfStorage", little(2).putShort((short) 0xc000).array(),
                "BFloat16Storage", little(2).putShort((short) (Float.floatToIntBits(-0.5f) >> 16)).array(),
                "LongStorage", little(8).putLong(-(1L << 53)).array(), "IntStorage", little(4).putInt(-5).array(),
                "ShortStorage", little(2).putShort((short) -6).array(), "CharStorage", new byte[] {-7},
                "ByteStorage", new byte[] {-1}, "BoolStorage", new byte[] {1});
        Map<String, Double> values = Map.of("DoubleStorage", 0.1, "HalfStorage", -2.0, "BFloat16Storage", -0.5, "LongStorage",
                -0x1p53, "IntStorage", -5.0, "ShortStorage", -6.0, "CharStorage", -7.0, "ByteStorage", 255.0, "BoolStorage", 1.0);
        TorchFile file = new TorchFile();
        data.forEach((type, bytes) -> file.storage(type, type, 1, bytes).view(type, type, 0, List.of(1), List.of(1L)));
        Model zipped = read(file.zip(false));
        values.forEach((type, value) -> assertArrayEquals(new double[] {value}, zipped.arrays().get(type).values(), type));
        Model legacy = read(file.legacy());
        values.forEach((type, value) -> assertArrayEquals(new double[] {value}, legacy.arrays().get(type).values(), type));
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void containersAreOpened() throws IOException {
        TorchFile file = TorchFile.small();
        byte[] dict = file.pickle(false, pickle -> {});
        PickleBytes outer = new PickleBytes().op('}', '(').text("epoch").op('K', 3).text("lr").real(0.1).text("state_dict");
        outer.op(Arrays.copyOfRange(ints(dict), 2, dict.length - 1));
        outer.text("optimizer").op('}', '(').text("state").op('}', '(', 'K', 0, '}', 'u', 'u').op('u');
        Model model = read(file.zip(false, outer.stop()));
        assertEquals(1, model.layers().size());
        assertEquals(List.of("the state dict is 'state_dict'"), model.notes());
        refused("holds no tensors by name", file.zip(false, new PickleBytes().op('}').stop()));
        PickleBytes two = new PickleBytes().op('}', '(').text("generator").op(Arrays.copyOfRange(ints(dict), 2, dict.length - 1))
                .text("critic").op(Arrays.copyOfRange(ints(dict), 2, dict.length - 1)).op('u');
        refused("several state dicts ('generator', 'critic')", file.zip(false, two.stop()));
    }

    private static int[] ints(byte[] bytes) {
        int[] ints = new int[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ints[i] = Byte.toUnsignedInt(bytes[i]);
        }
        return ints;
    }

    @Test
    void whatATensorIsNotIsRefusedByName() throws IOException {
        TorchFile file = TorchFile.small();
        for (String[] name : new String[][] {{"os", "system"}, {"builtins", "eval"}, {"torch.nn.modules.container", "Sequential"},
                {"argparse", "Namespace"}, {"torch._utils", "_rebuild_qtensor"}, {"torch", "ComplexFloatStorage"}}) {
            byte[] called = new PickleBytes().global(name[0], name[1]).op('(').text("echo").op('t', 'R').stop();
            refused("'" + name[0] + "." + name[1] + "'", file.zip(false, called));
            refused("'" + name[0] + "." + name[1] + "'", file.legacy(called));
            refused(name[1], file.zip(false, new PickleBytes().op('(', 'i').line(name[0]).line(name[1]).stop()));
            refused(name[1], file.zip(false, new PickleBytes().text(name[0]).text(name[1]).op(0x93, ')', 0x81).stop()));
        }
        refused("nothing of it was run", file.zip(false, new PickleBytes().global("posix", "system").stop()));
        refused("in a way that is not", file.zip(false, new PickleBytes().global("torch", "Size").op(')', 0x81).stop()));
        refused("instruction 0x82", file.zip(false, new PickleBytes().op(0x82, 1).stop()));
        refused("protocol 7", file.zip(false, new PickleBytes().op(0x80, 7).stop()));
    }

    @Test
    void knownThingsOfCheckpointsAreReadOver() throws IOException {
        TorchFile file = TorchFile.small();
        Model model = read(file.zip(false, file.pickle(false, pickle -> pickle.op('(').text("best")
                .global("numpy.core.multiarray", "scalar").op('(').global("numpy", "dtype").op('(').text("f8")
                .op('K', 0, 'K', 1, 't',
                        'R', 'C', 2, 1, 2, 't', 'R')
                .text("where").global("torch", "device").op('(').text("cpu").op('t', 'R').text("size").global("torch", "Size")
                .op('(').numbers(List.of(1)).op('t', 'R').op('u').op('}').text("_metadata").orderedDict().op('s', 'b'))));
        assertEquals(1, model.layers().size());
        assertEquals(List.of("no tensors, and not read: 'best', 'where', 'size'"), model.notes());
    }

    @Test
    void otherKindsOfFilesAreRefusedByTheirNames() throws IOException {
        TorchFile script = TorchFile.small();
        script.moreEntries.put("m/constants.pkl", new byte[] {'.'});
        refused("TorchScript", script.zip(false));
        TorchFile big = TorchFile.small();
        big.moreEntries.put("m/byteorder", "big".getBytes(StandardCharsets.UTF_8));
        refused("byte order", big.zip(false));
        TorchFile same = TorchFile.small();
        same.moreEntries.put("m/byteorder", "little".getBytes(StandardCharsets.UTF_8));
        assertEquals(1, read(same.zip(false)).layers().size());
        refused("not one that torch.save wrote", new PickleBytes().op('}').stop());
        byte[] tar = new byte[1024];
        System.arraycopy("pickle".getBytes(StandardCharsets.UTF_8), 0, tar, 0, 6);
        System.arraycopy("ustar".getBytes(StandardCharsets.UTF_8), 0, tar, 257, 5);
        refused("is a tar file as PyTorch 0.1 wrote", tar);
    }

    @Test
    void tensorsThatTheirBytesDoNotHoldAreRefused() throws IOException {
        TorchFile beyond = new TorchFile().storage("0", 1, 2).view("a", "0", 1, List.of(2), List.of(1L));
        refused("beyond the end of its storage '0'", beyond.zip(false));
        TorchFile overflow = new TorchFile().storage("0", 1, 2).view("a", "0", 1, List.of(2, 2), List.of(Long.MAX_VALUE, 1L));
        refused("is damaged", overflow.zip(false));
        TorchFile repeated = new TorchFile().storage("0", 1, 2).view("a", "0", 0, List.of(1 << 30), List.of(0L));
        refused("repeats its numbers", repeated.zip(false));
        TorchFile claims = new TorchFile().storage("0", "FloatStorage", 1L << 40, new byte[8]).view("a", "0", 0, List.of(2),
                List.of(1L));
        refused("storage '0' has 8 bytes", claims.zip(false));
        refused("within the 4398046511104 bytes", claims.legacy());
        TorchFile negative = new TorchFile().storage("0", 1, 2).view("a", "0", -1, List.of(2), List.of(1L));
        refused("no whole number of at least 0", negative.zip(false));
    }

    @Test
    void aChangedNumberOfAZipFileIsFoundByItsChecksum() throws IOException {
        byte[] bytes = TorchFile.small().zip(false);
        String gamma = new String(little(8).putFloat(0.5f).putFloat(-2).array(), StandardCharsets.ISO_8859_1);
        bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf(gamma)] ^= 1;
        refused("entry 'm/data/1' does not have its checksum", bytes);
    }

    @Test
    void aSmallEntryThatClaimsToBeLargeIsRefused() throws IOException {
        TorchFile file = new TorchFile().storage("0", "ByteStorage", 5_000_000, new byte[5_000_000])
                .view("a", "0", 0, List.of(5_000_000), List.of(1L));
        assertEquals(5_000_000, read(file.zip(true)).arrays().get("a").values().length);
        byte[] bytes = file.zip(true);
        // The uncompressed size in the directory, and the number of elements that the pickle claims.
        TorchFile lying = new TorchFile().storage("0", "ByteStorage", 500_000_000, new byte[5_000_000]).view("a", "0", 0,
                List.of(5), List.of(1L));
        byte[] lie = lying.zip(true);
        int directory = new String(lie, StandardCharsets.ISO_8859_1).indexOf("m/data/0", lie.length - 400) - 46;
        ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 24, 500_000_000);
        refused("bytes become 500000000", lie);
        assertTrue(bytes.length < 20_000);
    }
}
