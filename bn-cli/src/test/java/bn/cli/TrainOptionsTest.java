package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of {@code bn train} that decide how a network is trained. */
class TrainOptionsTest {
    @TempDir
    private Path scratch;

    private Launch.Result train(String out, String options) {
        List<String> words = new ArrayList<>(List.of("train", "--train-size", "96", "--test-size", "20", "--batch-size", "16",
                "--out", scratch.resolve(out).toString()));
        words.addAll(List.of(options.split(" +", -1)));
        if (!words.contains("--epochs")) {
            words.addAll(List.of("--epochs", "1"));
        }
        return InProcess.bn(words.toArray(String[]::new));
    }

    /** A file that is sorted by class; without a word the network would learn one class. */
    @Test
    void aLimitThatLeavesOutClassesIsNoted() throws IOException {
        Path file = scratch.resolve("sorted.csv");
        Files.writeString(file, "x,label\n1,a\n2,a\n3,a\n4,a\n5,b\n6,b\n");
        Launch.Result result = InProcess.bn("train", "--dataset", "csv", "--file", file.toString(), "--target", "label",
                "--test-fraction", "0", "--arch", "1-2-2", "--batch-size", "2", "--epochs", "1", "--limit", "4", "--out",
                scratch.resolve("out").toString());
        assertTrue(result.err().contains("Note: the first 4 training examples are of 1 of 2 classes."), result::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "--optimizer adam --momentum 0.5; --momentum is for the optimizer sgd, not for adam",
            "--optimizer adamw --nesterov; --nesterov is for the optimizer sgd, not for adamw",
            "--optimizer adam --gamma-l1 0.1; --gamma-l1 is for the optimizer sgd, not for adam",
            "--gamma-l1 -1; the strength of L1 on gamma is a number of at least 0, got -1.0",
            "--beta1 0.5; --beta1 is for the optimizer adam and adamw, not for sgd",
            "--beta2 0.5; --beta2 is for the optimizer adam and adamw, not for sgd",
            "--adam-eps 0.5; --adam-eps is for the optimizer adam and adamw, not for sgd",
            "--optimizer adam --beta1 1; the betas of Adam are from 0 to less than 1, got 1.0 and 0.999",
            "--optimizer adam --beta2 -0.1; the betas of Adam are from 0 to less than 1, got 0.9 and -0.1",
            "--optimizer adam --adam-eps 0; the eps of Adam is a number above 0, got 0.0",
            "--optimizer rmsprop; Invalid value for option '--optimizer'",
            "--unnormalized-decay -1; the weight decay is a number of at least 0, got -1.0",
            "--norm none --weight-decay 1e-4 --unnormalized-decay 0; the decay 1.0E-4 of weights that are normalized has no effect",
            "--through; --through has no effect without a penalty; add --rates from-init, or leave it out",
            "--label-smoothing 1; the label smoothing is from 0 to less than 1, got 1.0",
            "--dropout 1; the probability of dropout is from 0 to less than 1, got 1.0",
            "--arch 784-10 --dropout 0.5; the architecture 784-10 has no place for dropout",
            "--mean 0.5; --mean and --std go together",
            "--normalize channels --mean 0.5 --std 0.5; --normalize and --mean, --std contradict each other",
            "--mean 127 --std 50; pixels are from 0 to 1",
            "--mean 0.5,0.5,0.5 --std 0.5,0.5,0.5; the number of channels of the images is 1, and that of the means and deviations is 3",
            "--weights-init lecun; 'lecun' is no initialization of weights; there are he, xavier",
            "--schedule cosine --warmup-epochs 1; a warm-up of 1 epochs leaves nothing of 1 epochs",
            "--schedule step --step-factor 2; a step schedule multiplies by a factor between 0 and 1"})
    void whatCannotBeIsRefusedInOneLine(String options, String message) {
        Launch.Result result = train("refused", options);
        assertEquals(2, result.code(), result.err());
        assertEquals(1, result.notes().lines().count(), result.err());
        assertTrue(result.err().contains(message), result.err());
        assertFalse(Files.exists(scratch.resolve("refused/manifest.json")));
    }

    @Test
    void theManifestHasWhatIsUsed() throws IOException {
        assertEquals(0, train("adamw", "--optimizer adamw --unnormalized-decay 0.5 --label-smoothing 0.1 "
                + "--arch 784-8-10 --dropout 0.25 --weights-init xavier").code());
        String manifest = Files.readString(scratch.resolve("adamw/manifest.json"));
        for (String setting : List.of("\"lr\" : 0.001", "\"optimizer\" : \"adamw\"", "\"beta1\" : 0.9", "\"beta2\" : 0.999",
                "\"adam-eps\" : 1.0E-8", "\"weight-decay\" : 0.01", "\"unnormalized-decay\" : 0.5", "\"label-smoothing\" : 0.1",
                "\"arch\" : \"784-8-10+dropout0.25\"", "\"weights-init\" : \"xavier\"")) {
            assertTrue(manifest.contains(setting), manifest);
        }
    }

    /** The effective learning rate of a unit, learning rate / squared norm, is one of SGD. */
    @Test
    void theLearningRateOfAdamIsNotThatOfSgd() {
        for (String optimizer : List.of("sgd", "adam")) {
            assertEquals(0, train(optimizer, "--arch 784-4-10 --lr 0.0625 --optimizer " + optimizer).code());
            Launch.Result rates = InProcess.bn("rate", "network", "--train-size", "96", "--test-size", "20", "--checkpoint",
                    scratch.resolve(optimizer + "/checkpoint.safetensors").toString());
            assertEquals(0, rates.code(), rates.err());
            assertEquals(optimizer.equals("sgd"), rates.out().contains("0.0625"), rates.out());
            assertEquals(optimizer.equals("adam"), rates.out().contains("unknown"), rates.out());
        }
    }

    @Test
    void aRunIsResumedWithItsOptionsAlone() {
        assertEquals(0, train("run", "--arch 784-4-10").code());
        Map<String, String> differences = Map.of("--optimizer adam", "optimizer was not given, now \"adam\"",
                "--unnormalized-decay 0.5", "unnormalized-decay was not given, now 0.5",
                "--label-smoothing 0.1", "label-smoothing was not given, now 0.1",
                "--dropout 0.5", "arch was \"784-4-10\", now \"784-4-10+dropout0.5\"",
                "--weights-init xavier", "weights-init was not given, now \"xavier\"",
                "--mean 0.5 --std 0.25", "mean was not given, now [0.5]; std was not given, now [0.25]",
                "--normalize channels", "mean was not given, now [0.");
        differences.forEach((option, difference) -> {
            Launch.Result result = train("run", "--arch 784-4-10 --resume --epochs 2 " + option);
            assertEquals(2, result.code(), option);
            assertTrue(result.err().contains(difference) && result.notes().lines().count() == 1, result.err());
        });
        assertEquals(0, train("run", "--arch 784-4-10 --resume --epochs 2").code());
    }

    /** The loss on the test examples is that of the run: the checkpoint says how its images are normalized. */
    @Test
    void imagesAreNormalizedAgainWhenANetworkIsRead() throws IOException {
        String[] data = {"--train-size", "96", "--test-size", "20"};
        assertEquals(0, train("run", "--arch 784-8-10 --normalize channels").code());
        String loss = Files.readAllLines(scratch.resolve("run/metrics.csv")).get(1).split(",", -1)[3];
        String checkpoint = scratch.resolve("run/checkpoint.safetensors").toString();
        String folded = scratch.resolve("folded.safetensors").toString();
        Launch.Result fold = InProcess.bn("fold", "--checkpoint", checkpoint, "--out", folded, data[0], data[1], data[2],
                data[3]);
        assertEquals(0, fold.code(), fold.err());
        assertEquals("", fold.notes());
        String shown = fold.out().replaceAll("(?s).*?loss ([0-9.]+).*", "$1");
        assertEquals(Double.parseDouble(loss), Double.parseDouble(shown), 1e-3, fold.out());
        Launch.Result on = train("on", "--init " + folded);
        assertEquals(0, on.code(), on.err());
        String manifest = Files.readString(scratch.resolve("run/manifest.json"));
        String normalization = manifest.replaceAll("(?s).*(\"mean\" : .*?\\], *\\s*\"std\" : .*?\\]).*", "$1");
        assertTrue(normalization.startsWith("\"mean\" : [ 0.") && normalization.length() < 100, normalization);
        assertTrue(Files.readString(scratch.resolve("on/manifest.json")).contains(normalization));
        Launch.Result off = train("off", "--normalize none --init " + folded);
        assertTrue(off.notes().contains("image normalization is none, in the checkpoint by means [0."), off.notes());
    }

    /** Every mistake of a file is said in ArchitectureFileTest. */
    @Test
    void anArchitectureOfOnesOwnIsPrintedTrainedAndResumed() throws IOException {
        Path file = Files.writeString(scratch.resolve("net.txt"), """
                input 1x14x14
                a: convolution 4 3x3 padding 1, normalization, relu
                b: convolution 4 3x3 padding 1, normalization  # the other branch
                c: sum, relu from a, b
                pool: global average
                out: fully connected 10
                """);
        Launch.Result listing = InProcess.bn("arch", file.toString());
        assertEquals(0, listing.code(), listing.err());
        assertTrue(listing.out().contains("input 1x14x14; ... (5 nodes): 246 parameters"), listing.out());
        String options = "--pool 2 --dropout 0.5 --arch " + file;
        assertEquals(0, train("whole", options + " --epochs 2").code());
        assertEquals(0, train("parts", options).code());
        Files.writeString(file, Files.readString(file).replace("# the other branch", ""));
        Launch.Result resumed = train("parts", options + " --epochs 2 --resume");
        assertEquals(0, resumed.code(), resumed.err());
        assertEquals(-1, Files.mismatch(scratch.resolve("whole/checkpoint.safetensors"),
                scratch.resolve("parts/checkpoint.safetensors")));
        Files.writeString(file, Files.readString(file).replace("b: convolution 4 3x3 padding 1", "b: convolution 4 1x1"));
        Launch.Result other = train("parts", options + " --epochs 3 --resume");
        assertEquals(2, other.code());
        assertTrue(other.err().contains("arch was ") && other.notes().lines().count() == 1, other.err());
        Launch.Result unfit = train("unfit", "--arch " + file);
        assertEquals(2, unfit.code());
        assertTrue(unfit.err().contains("the architecture input 1x14x14; ... (5 nodes) does not fit the data set "
                + "synthetic-digits: it needs 784 inputs (images of 28 x 28 pixels) and 10 outputs"), unfit.err());
    }

    @Test
    void theTextOfANamedArchitectureIsReadAgain() throws IOException {
        Launch.Result text = InProcess.bn("arch", "mobilenetv2-small", "--text");
        assertEquals(0, text.code(), text.err());
        assertEquals(2, InProcess.bn("arch", "lenet", "--text", "--format", "json").code());
        Path file = Files.writeString(scratch.resolve("mobilenet"), text.out());
        String sizes = InProcess.bn("arch", "mobilenetv2-small").out().replaceAll("(?m)^mobilenetv2-small.*: ", "");
        assertEquals(sizes, InProcess.bn("arch", file.toString()).out().replaceAll("(?m)^input .*: ", ""));
    }

    @Test
    void aFolderWithAnEmptyClassOrADamagedImageIsRefusedInOneLine() throws IOException {
        Path data = scratch.resolve("data");
        for (String name : List.of("cat/a", "cat/b", "dog/a", "dog/b")) {
            Path file = data.resolve(name + ".png");
            Files.createDirectories(file.getParent());
            assertTrue(ImageIO.write(new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB), "png", file.toFile()));
        }
        String words = "train --dataset image-folder --arch lenet --batch-size 2 --epochs 1 --test-fraction 0.25 --data-dir "
                + data
                + " --out " + scratch.resolve("run");
        Path empty = Files.createDirectory(data.resolve("bird"));
        assertRefused(words, "the class folder " + empty + " has no PNG or JPEG images; add some, or remove it");
        Files.delete(empty);
        byte[] image = Files.readAllBytes(data.resolve("dog/a.png"));
        Files.write(data.resolve("dog/a.png"), Arrays.copyOf(image, image.length / 2));
        assertRefused(words, data.resolve("dog/a.png") + " cannot be read as an image: ");
        Files.write(data.resolve("dog/a.png"), image);
        Launch.Result trained = InProcess.bn(words.split(" ", -1));
        assertEquals(0, trained.code(), trained.err());
    }

    private static void assertRefused(String words, String message) {
        Launch.Result result = InProcess.bn(words.split(" ", -1));
        assertEquals(1, result.code(), result.err());
        assertTrue(result.err().startsWith("bn: " + message) && result.notes().lines().count() == 1, result.err());
    }

    /** Older runs are resumed, and their files compared: what came later is in the settings only where it is used. */
    @Test
    void theSettingsOfARunWithoutNewOptionsAreThoseOfEarlierVersions() throws IOException {
        assertEquals(0, train("usual", "--arch 784-4-10").code());
        String manifest = Files.readString(scratch.resolve("usual/manifest.json"));
        String settings = manifest.substring(manifest.indexOf("\"settings\" : {"), manifest.indexOf("\"rateExamples\""));
        List<String> names = settings.lines().skip(1).filter(line -> line.contains(" : "))
                .map(line -> line.strip().replaceAll("\"([^\"]*)\".*", "$1")).toList();
        assertEquals(List.of("arch", "dtype", "norm", "eps", "running-average", "running-variance", "affine", "epochs",
                "batch-size", "lr", "schedule", "momentum", "nesterov", "weight-decay", "gamma-decay", "beta-decay", "bias-decay",
                "crop", "flip", "noise-sigma", "seed"), names);
    }
}
