package bn.benchmarks.run;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A size of a problem that grows, with all others as they are.
 *
 * @param name what it is, with the other sizes
 * @param sizes in ascending order
 * @param work operations for a size, up to a factor
 * @param command arguments of bn for a size
 * @param table rows and columns of a table of numbers that the command reads; empty if it reads none
 */
record ScaleAxis(String name, List<Long> sizes, DoubleUnaryOperator work, LongFunction<List<String>> command,
        LongFunction<List<Long>> table) {
    private static final int COLUMNS = 20;
    private static final int ROWS = 2000;
    private static final int EXAMPLES = 8192;
    private static final int PIXELS = 784;
    private static final int WIDTH = 256;
    private static final int CLASSES = 10;

    /** All axes; with few small sizes if only to show that they work. */
    static List<ScaleAxis> all(boolean smoke) {
        return List.of(
                rates("rows of `bn rate linear`, " + COLUMNS + " features", sizes(smoke, 10_000, 100_000, 1_000_000, 10_000_000),
                        n -> n,
                        n -> List.of(n, (long) COLUMNS)),
                // Second moments of the rows, and eigenvectors (symmetric QR, Golub and Van Loan).
                rates("features of `bn rate linear`, " + ROWS + " rows", sizes(smoke, 100, 300, 1000, 3000, 10_000),
                        d -> ROWS * d * d + 9 * d * d * d, d -> List.of((long) ROWS, d)),
                training("width w of `bn train`, 784-w-w-10, batch 128", sizes(smoke, 64, 128, 256, 512, 1024, 2048),
                        w -> PIXELS * w + w * w + CLASSES * w, w -> PIXELS + "-" + w + "-" + w + "-" + CLASSES, w -> 128),
                training("hidden layers of `bn train`, 256 wide, batch 128", sizes(smoke, 1, 2, 4, 8, 16, 32),
                        k -> (PIXELS + CLASSES) * WIDTH + (k - 1) * WIDTH * WIDTH,
                        k -> PIXELS + "-" + LongStream.range(0, k).mapToObj(i -> WIDTH + "-").collect(Collectors.joining())
                                + CLASSES,
                        k -> 128),
                training("batch of `bn train`, 784-512-256-10, the same examples", sizes(smoke, 16, 64, 256, 1024, 4096), b -> 1,
                        b -> "784-512-256-10", b -> b));
    }

    private static List<Long> sizes(boolean smoke, long... sizes) {
        return LongStream.of(sizes).limit(smoke ? 2 : sizes.length).boxed().toList();
    }

    private static ScaleAxis rates(String name, List<Long> sizes, DoubleUnaryOperator work, LongFunction<List<Long>> table) {
        return new ScaleAxis(name, sizes, work, size -> List.of("rate", "linear", "--gamma", "0.1"), table);
    }

    private static ScaleAxis training(String name, List<Long> sizes, DoubleUnaryOperator work, LongFunction<String> architecture,
            LongUnaryOperator batch) {
        return new ScaleAxis(name, sizes, work,
                size -> List.of("train", "--dataset", "synthetic-digits", "--train-size", String.valueOf(EXAMPLES), "--test-size",
                        "256",
                        "--rate-examples", String.valueOf(EXAMPLES), "--epochs", "3", "--arch", architecture.apply(size),
                        "--batch-size", String.valueOf(batch.applyAsLong(size))),
                size -> List.of());
    }

    /** Whether the time is that of the last epoch, without the start. */
    boolean trains() {
        return command.apply(sizes.get(0)).get(0).equals("train");
    }

    /** The exponent p of growth from one size to another, where a quantity grows like its power p. */
    static double exponent(double before, double after, double sizeBefore, double sizeAfter) {
        return Math.log(after / before) / Math.log(sizeAfter / sizeBefore);
    }
}
