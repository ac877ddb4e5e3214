package bn.spark.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Options that do not go together are refused before Spark starts. */
class NetworkInputTest {

    private static NetworkInput input(String options) {
        return CommandLine.populateCommand(new NetworkInput(), options.split(" "));
    }

    private static String refusal(String options) {
        NetworkInput input = input(options);
        return assertThrows(InvalidRequestException.class, input::check).getMessage();
    }

    @Test
    void noOptionIsIgnored() {
        assertEquals(
                "--target, --shuffle-seed: of no use for --source images, where the class of an image is its folder; leave it out",
                refusal("--input a --source images --target b --shuffle-seed 1"));
        assertEquals("--source images reads one folder, got 2", refusal("--input a b --source images"));
        assertEquals("--target names the column with the class or the number to predict; give it", refusal("--input a"));
        assertEquals("--image-column and --features exclude each other; leave one out",
                refusal("--input a --target b --image-column c --features d,e"));
        assertEquals("--partitions is at least 1, got 0", refusal("--input a --target b --partitions 0"));
        assertDoesNotThrow(() -> input("--input a b --target c --features d,e --source csv --source-option delimiter=;").check());
    }

    @Test
    void partitionsOfAFolderAreOfWholeBatches() {
        List<ImageName> names = IntStream.range(0, 107)
                .mapToObj(i -> new ImageName("f" + i, "c")).toList();
        List<ArrayList<ImageName>> slices = ImageFolderInput.slices(names, 10, 4);
        assertEquals(List.of(20, 30, 20, 37), slices.stream().map(List::size).toList());
        assertEquals(names, slices.stream().flatMap(List::stream).toList());
        // No more partitions than batches, and one for less than a batch.
        assertEquals(10, ImageFolderInput.slices(names, 10, 1000).size());
        assertEquals(1, ImageFolderInput.slices(names, 200, 1000).size());
    }
}
