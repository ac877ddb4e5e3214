package bn.experiments.model.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.api.BnException;
import bn.experiments.model.ModelFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HDF5 files that lead outside themselves, refer to themselves, or lie. */
class Hdf5ErrorsTest {

    @TempDir
    private Path folder;

    private String error(String name) {
        Path file = folder.resolve(name);
        String message = assertThrows(BnException.class, () -> new KerasFormat().read(ModelFile.of(file))).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message.substring(file.toString().length());
    }

    @Test
    void linksChunksAndCyclesOfH5py() throws Exception {
        Optional<String> problem = PythonNetworks.write(folder);
        assumeTrue(problem.isEmpty(), () -> problem.orElseThrow());
        String end = "; get it again from where it came from, or make it again";
        assertEquals(" is damaged: groups are nested deeper than 64" + end, error("cycle.h5"));
        String link = " is not read: \"kernel\" is a link to another place, which is not followed; copy the array there";
        assertEquals(link, error("soft.h5"));
        assertEquals(link, error("external.h5"));
        assertEquals(
                " is not read: the array a/kernel is stored in chunks, which Keras does not write; h5repack -l CONTI of the HDF5 tools"
                        + " writes the file without them",
                error("chunked.h5"));
        assertEquals(" is not read: Virtual storage is not supported", error("virtual.h5"));
        assertEquals(" is not read: a group has an index of libver=\"latest\", which is not read here; h5repack of the HDF5 tools"
                + " writes the file without it", error("latest.h5"));
    }

    @Test
    void aCutFileIsDamaged() throws IOException {
        Path file = folder.resolve("n.h5");
        new KerasFiles().array("a/kernel", new float[100][100]).h5(file, null);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, 3000));
        assertTrue(error("n.h5").startsWith(" is damaged: "), error("n.h5"));
    }

    @Test
    void readsAreBoundedByTheSizeOfTheFile() throws IOException {
        Path file = new KerasFiles().array("a/kernel", new float[] {1}).h5(folder.resolve("n.h5"), null);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        Hdf5Storage storage = new Hdf5Storage(bytes);
        assertEquals(bytes.capacity(), storage.map(0, bytes.capacity()).remaining());
        assertThrows(HdfException.class, () -> storage.readBufferFromAddress(0, Integer.MAX_VALUE));
        assertThrows(HdfException.class, () -> storage.map(8, Long.MAX_VALUE));
        assertThrows(HdfException.class, () -> storage.map(-8, 8));
        assertThrows(HdfException.class, () -> {
            for (int i = 0; i < 1 << 20; i++) {
                storage.readBufferFromAddress(0, 64);
            }
        });
    }

    @Test
    void zipFilesThatLackAPartOrUnpackToTooMuch() throws IOException {
        Path file = folder.resolve("n.keras");
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
        Files.write(file, KerasFiles.zip(Map.of("config.json", text, "metadata.json", text)));
        assertTrue(error("n.keras").startsWith(" is damaged: it has no model.weights.h5"), error("n.keras"));
        Files.write(file, KerasFiles.zip(Map.of("config.json", text, "model.weights.h5", new byte[10 << 20])));
        assertTrue(error("n.keras").startsWith(" is damaged: model.weights.h5 says that it unpacks to 10485760 bytes"),
                error("n.keras"));
        Files.write(file, KerasFiles.zip(Map.of("config.json", text, "model.weights.json", text)));
        assertTrue(error("n.keras").contains("save the model without max_shard_size"), error("n.keras"));
    }
}
