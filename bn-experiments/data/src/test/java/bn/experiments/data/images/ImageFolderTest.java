package bn.experiments.data.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.data.DataException;
import bn.experiments.data.Dataset;
import bn.experiments.data.ImageSize;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    private Path scratch;

    /** An image of 2 rows and 3 columns whose pixels are 0xRRGGBB, first, first + step, ... */
    private static void image(Path file, int type, int first, int step) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(3, 2, type);
        for (int i = 0; i < 6; i++) {
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                image.getRaster().setSample(i % 3, i / 3, 0, first + i * step);
            } else {
                image.setRGB(i % 3, i / 3, 0xFF000000 | first + i * step);
            }
        }
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    private static void colour(Path file, int first) throws IOException {
        image(file, BufferedImage.TYPE_INT_RGB, first, 0x010203);
    }

    private Dataset read(double testFraction, long seed) {
        return ImageFolder.read(scratch, testFraction, seed, fraction -> {});
    }

    private String refusal() {
        return assertThrows(DataException.class, () -> read(0, 1)).getMessage();
    }

    @Test
    void progressEndsWithTheLastImage() throws IOException {
        for (int i = 0; i < 300; i++) {
            colour(scratch.resolve("train/" + (i % 2 == 0 ? "cat/" : "dog/") + i + ".png"), i);
        }
        for (int i = 0; i < 100; i++) {
            colour(scratch.resolve("test/cat/" + i + ".png"), i);
        }
        List<Double> fractions = new ArrayList<>();
        ImageFolder.read(scratch, 0, 1, fractions::add);
        assertEquals(List.of(256 / 400.0, 300 / 400.0, 1.0), fractions);
    }

    /** So that convolutions take them. */
    @Test
    void imagesThatAreSetAsideRemainImages() throws IOException {
        for (String name : List.of("cat/a", "cat/b", "dog/a", "dog/b")) {
            colour(scratch.resolve(name + ".png"), name.hashCode() & 0xFFFF);
        }
        Dataset dataset = read(0.25, 1);
        assertEquals(Optional.of(new ImageSize(2, 3, 3)), dataset.train().image());
        assertEquals(3, dataset.train().count());
        assertEquals(Optional.of(new ImageSize(2, 3, 3)), dataset.test().image());
    }

    /** So that the first images are not of one class alone. */
    @Test
    void theClassesAreInTurn() throws IOException {
        for (String name : List.of("cat/a", "cat/b", "cat/c", "dog/a", "emu/a", "emu/b")) {
            colour(scratch.resolve(name + ".png"), name.hashCode() & 0xFFFF);
        }
        Files.createDirectories(scratch.resolve("test"));
        Files.move(scratch.resolve("cat"), Files.createDirectories(scratch.resolve("train")).resolve("cat"));
        Files.move(scratch.resolve("dog"), scratch.resolve("train/dog"));
        Files.move(scratch.resolve("emu"), scratch.resolve("train/emu"));
        colour(scratch.resolve("test/dog/q.png"), 1);
        assertArrayEquals(new int[] {0, 1, 2, 0, 2, 0}, read(0, 1).train().labels());
    }

    @Test
    void planesAreRedGreenAndBlueAndClassesAreSorted() throws IOException {
        colour(scratch.resolve("train/dog/b.png"), 0x102030);
        colour(scratch.resolve("train/dog/a.png"), 0x405060);
        colour(scratch.resolve("train/cat/deep/x.PNG"), 0x708090);
        colour(scratch.resolve("test/dog/q.png"), 0x010101);
        Files.writeString(scratch.resolve("train/cat/notes.txt"), "no image");
        Dataset dataset = read(0.5, 1);
        assertEquals(List.of("cat", "dog"), dataset.classNames());
        assertEquals(Optional.of(new ImageSize(2, 3, 3)), dataset.train().image());
        assertArrayEquals(new int[] {0, 1, 1}, dataset.train().labels());
        assertEquals(1, dataset.test().count());
        float[] features = new float[18];
        dataset.train().copyFeatures(1, features, 0);
        for (int i = 0; i < 6; i++) {
            assertEquals((0x40 + i) / 255f, features[i]);
            assertEquals((0x50 + 2 * i) / 255f, features[6 + i]);
            assertEquals((0x60 + 3 * i) / 255f, features[12 + i]);
        }
        assertTrue(dataset.description().contains("3 images to train on and 1 to test on, 2 x 3 pixels, 2 classes (cat to dog); "
                + "1 files are no images"), dataset.description());
    }

    /**
     * ImageIO's own streams are files in a cache folder, which a shutdown hook of ImageIO closes while images are still read: after
     * Ctrl-C an image could not be read, it was said.
     */
    @Test
    void noTemporaryFilesAreNeeded() throws IOException {
        colour(scratch.resolve("train/cat/1.png"), 1);
        colour(scratch.resolve("train/dog/1.png"), 2);
        colour(scratch.resolve("test/cat/1.png"), 3);
        Path cache = Files.createDirectory(scratch.resolve("cache"));
        ImageIO.setCacheDirectory(cache.toFile());
        try {
            Files.delete(cache);
            assertEquals(2, read(0, 1).train().count());
        } finally {
            ImageIO.setCacheDirectory(null);
        }
    }

    /** ImageIO's own conversion would take them for linear light. */
    @Test
    void greyValuesStayAndTransparencyIsLeftOut() throws IOException {
        image(scratch.resolve("a/1.png"), BufferedImage.TYPE_BYTE_GRAY, 10, 40);
        image(scratch.resolve("b/1.png"), BufferedImage.TYPE_INT_ARGB, 0x0A0A0A, 0x282828);
        Dataset dataset = read(0, 1);
        float[] grey = new float[18];
        float[] clear = new float[18];
        dataset.train().copyFeatures(0, grey, 0);
        dataset.train().copyFeatures(1, clear, 0);
        assertArrayEquals(grey, clear);
        assertEquals(50 / 255f, grey[1]);
    }

    @Test
    void aFractionIsSetAside() throws IOException {
        for (int i = 0; i < 10; i++) {
            colour(scratch.resolve((i % 2 == 0 ? "a/" : "b/") + i + ".png"), i);
        }
        Dataset dataset = read(0.3, 5);
        assertEquals(7, dataset.train().count());
        assertEquals(3, dataset.test().count());
        assertEquals(10, read(0, 5).train().count());
    }

    @Test
    void otherContentIsAnotherDataset() throws IOException {
        colour(scratch.resolve("a/1.png"), 1);
        colour(scratch.resolve("b/1.png"), 2);
        List<?> before = read(0, 1).files();
        assertEquals(before, read(0, 1).files());
        colour(scratch.resolve("b/1.png"), 3);
        assertNotEquals(before, read(0, 1).files());
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        assertTrue(refusal().contains("has no class folders"), refusal());
        colour(scratch.resolve("a/1.png"), 1);
        assertTrue(refusal().contains("has the class a alone"), refusal());
        Files.createDirectories(scratch.resolve("b"));
        assertTrue(refusal().contains("class folder " + scratch.resolve("b") + " has no PNG or JPEG images"), refusal());
        Files.writeString(scratch.resolve("b/1.png"), "text");
        assertTrue(refusal().contains(scratch.resolve("b/1.png") + " cannot be read as an image"), refusal());
        assertTrue(ImageIO.write(new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB), "png",
                scratch.resolve("b/1.png").toFile()));
        assertTrue(refusal().contains("b/1.png has 2 x 4 pixels, and the images before it 2 x 3"), refusal());
        byte[] whole = Files.readAllBytes(scratch.resolve("a/1.png"));
        Files.write(scratch.resolve("b/1.png"), java.util.Arrays.copyOf(whole, whole.length - 20));
        assertTrue(refusal().contains("b/1.png cannot be read as an image"), refusal());
    }

    @Test
    void aClassToTestOnlyIsRefused() throws IOException {
        colour(scratch.resolve("train/a/1.png"), 1);
        colour(scratch.resolve("train/b/1.png"), 1);
        colour(scratch.resolve("test/c/1.png"), 1);
        assertTrue(refusal().contains("has the class c, which there is not to train on"), refusal());
    }
}
