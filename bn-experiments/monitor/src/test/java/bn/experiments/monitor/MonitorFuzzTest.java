package bn.experiments.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of a monitor folder is damaged at random: what is read stands in the file, or a line says which file is damaged. */
class MonitorFuzzTest {
    private static final int COPIES = 3000;

    @TempDir
    private Path folder;

    private byte[] write(String file) throws IOException {
        new MonitorFiles(folder).manifest(List.of("bn1", "bn2"), List.of()).text("layers.csv", MonitorFiles.LAYERS
                + MonitorFiles.rates(100, "bn1", 0.5, 0.25, 2, 0.125) + MonitorFiles.rates(100, "bn2", 0.5, 0.25, 2, 0.125)
                + MonitorFiles.rates(200, "bn1", 0.75, 0.25, 3, 0.125));
        return Files.readAllBytes(folder.resolve(file));
    }

    @Test
    void aDamagedTableIsReadAsItStandsOrRefused() throws IOException {
        Fuzzer.check(folder.resolve("layers.csv"), write("layers.csv"), COPIES, 1, file -> RunFolder.read(folder),
                MonitorFuzzTest::checkLastRow);
    }

    /** The last row that ends in a line break, cell by cell; texts with quotes are left to the other tests. */
    private static void checkLastRow(byte[] bytes, MonitoredRun run) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n');
        if (text.contains("\"") || text.indexOf('\n') == end) {
            return;
        }
        String row = text.substring(text.lastIndexOf('\n', end - 1) + 1, end);
        String[] cells = row.split(",", -1);
        MonitoredLayer layer = run.layers().stream().filter(each -> each.name().equals(cells[1])).findFirst().orElseThrow();
        assertEquals(Long.parseLong(cells[0]), layer.step()[layer.step().length - 1]);
        assertArrayEquals(
                Arrays.stream(cells).skip(2).mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                        .toArray(),
                Stream.of(layer.readings(), layer.lambdaMean(), layer.lambdaMeanSe(), layer.lambdaRms(), layer.lambdaNoise(),
                        layer.netRate(), layer.netRateSe(), layer.shift(), layer.gammaRms(), layer.betaRms(), layer.dead(),
                        layer.alphaMean(), layer.weightNorm(), layer.effectiveLearningRate(), layer.angle())
                        .mapToDouble(MonitoredLayer::last).toArray());
    }

    /** What is accepted has the layers of the table, whose names are the same; sentences and JSON are made of it. */
    @Test
    void aDamagedManifestIsReadAsItStandsOrRefused() throws IOException {
        Fuzzer.check(folder.resolve("monitor.json"), write("monitor.json"), COPIES, 2, file -> RunFolder.read(folder),
                (bytes, run) -> {
                    List<String> names = run.layers().stream().map(MonitoredLayer::name).toList();
                    assertTrue(names.containsAll(List.of("bn1", "bn2")), names.toString());
                    assertTrue(Snapshot.of(List.of(run), each -> List.of()).json().startsWith("{\"runs\":["));
                });
    }
}
