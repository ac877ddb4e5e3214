package bn.monitor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bn.monitor.testing.MonitorTable;
import bn.theory.network.RateBalance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a folder: their columns, worked out by hand for a layer of two channels, and that other programs read them. */
class MonitorTest {
    /** A name that needs quotes in CSV and escapes in JSON. */
    private static final String HOSTILE = "a, \"b\"\n\u00e9\ud83d\ude00\\";

    @TempDir
    private Path temporary;

    private Path folder() {
        return temporary.resolve("runs/1");
    }

    private static RunDescription run(String... layers) {
        return new RunDescription("writer 1", "framework 2", "model", java.util.stream.Stream.of(layers)
                .map(each -> new LayerDescription(each, 2, 1e-5, "linear", null)).toList(),
                List.of(new StreamDescription("s", List.of(layers[0]), List.of("next"))), List.of("note"));
    }

    /** The second channel is dead in the second reading. */
    private static Reading reading(double gamma, double gradient, double gammaOfDead) {
        return new Reading(new double[] {gamma, gammaOfDead}, new double[] {gradient, 2}, new double[] {0.5, 0},
                new double[] {4, 7},
                new double[] {3, 5}, 1e-5, new double[] {4, 16});
    }

    private static StepReading step(long step, String layer, Reading reading) {
        return new StepReading(step, 0.1, Map.of(layer, reading), Map.of("s", new RateBalance(3, 0, 1, 4, 100)));
    }

    @Test
    void columns() throws IOException {
        try (Monitor monitor = new Monitor(folder(), new MonitorSettings(5, 2), run("bn"))) {
            monitor.addLoss(1);
            monitor.add(step(5, "bn", reading(2, 1, 1)).withAngles(Map.of("bn", 0.25)));
            monitor.addLoss(2);
            monitor.add(step(10, "bn", reading(1, -2, 0.0009)).withAngles(Map.of("bn", 0.75)));
        }
        // lambda of the live channel: -1/2 and 2, mean 0.75, standard error 1.25. alpha = 3/4 lambda.
        // Net rates: -2 - 2 = -4 and 2 - 0.0018 = 1.9982. Effective learning rates: 0.1/4 and 0.1/16.
        Map<String, String> row = MonitorTable.read(folder().resolve("layers.csv")).rows().get(0);
        assertEquals(List.of("10", "bn", "2", "0.75", "1.25", "0.75", "1.25"), List.copyOf(row.values()).subList(0, 7));
        assertEquals(-1.0009, Double.parseDouble(row.get("net_rate")), 1e-15);
        assertEquals(2.9991, Double.parseDouble(row.get("net_rate_se")), 1e-15);
        assertEquals(2, Double.parseDouble(row.get("shift")));
        assertEquals(Math.sqrt((1 + 0.0009 * 0.0009) / 2), Double.parseDouble(row.get("gamma_rms")), 1e-15);
        assertEquals(Math.sqrt(0.125), Double.parseDouble(row.get("beta_rms")), 1e-15);
        assertEquals("1", row.get("dead"));
        assertEquals(0.5625, Double.parseDouble(row.get("alpha_mean")), 1e-15);
        assertEquals(Math.sqrt(10), Double.parseDouble(row.get("weight_norm")), 1e-15);
        assertEquals(0.015625, Double.parseDouble(row.get("effective_learning_rate")), 1e-15);
        assertEquals("0.5", row.get("angle"));

        Map<String, String> steps = MonitorTable.read(folder().resolve("steps.csv")).rows().get(0);
        assertEquals(List.of("step", "seconds", "loss", "learning_rate"), List.copyOf(steps.keySet()));
        assertEquals(List.of("10", "1.5", "0.1"), List.of(steps.get("step"), steps.get("loss"), steps.get("learning_rate")));
        assertTrue(Double.parseDouble(steps.get("seconds")) > 0);

        // |3 - 1 + 0 - 4| / (3 + 1 + 0 + 4).
        assertEquals("step,stream,readings,net_rate,shift,writers,consumers,error\n10,s,2,3.0,1.0,0.0,4.0,0.25\n",
                Files.readString(folder().resolve("streams.csv")));

        // The dead channel: -2/1 and -2/0.0009, which is an outlier of the same weight.
        MonitorTable channels = MonitorTable.read(folder().resolve("channels.csv"));
        assertArrayEquals(new double[] {0.75, -1 - 1 / 0.0009}, channels.numbers("lambda"), 1e-10);
        assertArrayEquals(new double[] {1.25, 1 / 0.0009 - 1}, channels.numbers("lambda_se"), 1e-10);
        assertEquals(List.of("bn", "0", "2"), List.copyOf(channels.rows().get(0).values()).subList(0, 3));
        Map<String, double[]> arrays = Npz.read(folder().resolve("channels.npz"));
        for (String column : List.of("lambda", "lambda_se", "gamma", "gamma_grad", "beta", "beta_grad", "variance",
                "weight_norm2",
                "alpha", "alpha_se")) {
            assertArrayEquals(channels.numbers(column), arrays.get("bn/" + column + ".npy"), column);
        }
        assertArrayEquals(new double[] {3.125, 2 * Math.pow(1 / 0.0009 - 1, 2)}, arrays.get("bn/lambda_m2.npy"), 1e-8);
        assertArrayEquals(new double[] {2}, arrays.get("bn/readings.npy"));
    }

    @Test
    void oneReadingHasNoErrorsAndUnknownNumbersAreEmpty() throws IOException {
        double[] unknown = Reading.unknown(2);
        Reading reading = new Reading(new double[] {1, 0}, new double[] {1, 1}, new double[2], unknown, unknown, 1e-5, unknown);
        try (Monitor monitor = new Monitor(folder(), new MonitorSettings(1, 1), run("bn"))) {
            monitor.add(new StepReading(1, Double.NaN, Map.of("bn", reading), Map.of()));
        }
        assertEquals("1,bn,1,-1.0,,1.0,,-1.0,,0.0,0.7071067811865476,0.0,1,,,,",
                Files.readAllLines(folder().resolve("layers.csv")).get(1));
        assertEquals(
                List.of("layer,channel,readings,lambda,lambda_se,gamma,gamma_grad,beta,beta_grad,variance,weight_norm2,alpha,"
                        + "alpha_se", "bn,0,1,-1.0,,1.0,1.0,0.0,,,,,", "bn,1,1,,,0.0,1.0,0.0,,,,,"),
                Files.readAllLines(folder().resolve("channels.csv")));
    }

    @Test
    void readingsThatAreNotFiniteAreCounted() throws IOException {
        try (Monitor monitor = new Monitor(folder(), new MonitorSettings(1, 2), run("bn"))) {
            monitor.add(step(1, "bn", reading(1, Double.POSITIVE_INFINITY, 1)));
            monitor.add(step(2, "bn", reading(1, Double.NaN, 1)));
            monitor.add(step(3, "bn", reading(1, 1, 1)));
        }
        assertTrue(Files.readString(folder().resolve("monitor.json"))
                .contains("\"notes\": [\"note\", \"readings that were left out because gradients were infinite or NaN: 2\"]"));
        assertEquals("1", MonitorTable.read(folder().resolve("layers.csv")).rows().get(0).get("readings"));
    }

    @Test
    void requestsThatCannotBe() {
        assertThrows(bn.api.InvalidRequestException.class, () -> new MonitorSettings(0, 1));
        assertThrows(bn.api.InvalidRequestException.class, () -> run("bn", "bn"));
        try (Monitor monitor = new Monitor(folder(), MonitorSettings.DEFAULT, run("bn"))) {
            assertThrows(IllegalArgumentException.class, () -> monitor.add(step(1, "other", reading(1, 1, 1))));
        }
    }

    /** NumPy and the csv and json modules of Python, where it is installed. */
    @Test
    void pythonReadsTheFolder() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3")), "left out: no Python");
        try (Monitor monitor = new Monitor(folder(), new MonitorSettings(1, 1), run(HOSTILE))) {
            monitor.add(step(1, HOSTILE, reading(1, 1, 1)));
        }
        String program = """
                import csv, json, sys
                try:
                    import numpy
                except ImportError:
                    sys.exit(77)
                folder = sys.argv[1]
                run = json.load(open(folder + '/monitor.json', encoding='utf-8'))
                name = run['layers'][0]['name']
                rows = list(csv.DictReader(open(folder + '/layers.csv', encoding='utf-8', newline='')))
                assert [row['layer'] for row in rows] == [name], rows
                arrays = numpy.load(folder + '/channels.npz')
                assert arrays[name + '/gamma'].tolist() == [1.0, 1.0] and arrays[name + '/readings'].tolist() == [1]
                assert arrays[name + '/gamma'].dtype == 'float64' and arrays[name + '/readings'].dtype == 'int64'
                assert run['finished'] is not None and run['version'] == 1
                sys.stdout.buffer.write(name.encode('utf-8'))
                """;
        Process python = new ProcessBuilder("/usr/bin/python3", "-c", program, folder().toString()).redirectErrorStream(true)
                .start();
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = python.waitFor();
        assumeTrue(code != 77, "left out: no NumPy");
        assertEquals(HOSTILE, output);
        assertEquals(0, code);
    }
}
