package bn.integrations.browser;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Snapshots as a monitor of a residual network on CIFAR-10 would give them, drawn at random, with what real ones have: gaps and noise. */
final class Snapshots {
    private static final String NULL = "null";

    private Snapshots() {
    }

    static String of(String... runs) {
        return "{\"runs\":[" + String.join(",", runs) + "]}";
    }

    /**
     * A run of a network whose layer 8 has dead channels, and layer 5 no linear map that was found.
     *
     * @param name of the run, as JSON text without quotation marks
     * @param layers how many
     * @param windows how many rows each layer has
     */
    static String run(String name, int layers, int windows, boolean finished) {
        String step = array(windows, i -> Integer.toString(100 * (i + 1)));
        String columns = IntStream.range(0, layers).mapToObj(i -> layer(i, layers, windows, step))
                .collect(Collectors.joining(","));
        Random random = new Random(7);
        return "{\"name\":\"" + name
                + "\",\"writer\":\"bn_monitor.py 0.2.0\",\"framework\":\"PyTorch 1.13.1\",\"model\":\"ResNet\","
                + "\"step\":" + 100 * windows + ",\"finished\":" + finished + ",\"seconds\":" + 12.5 * windows + ","
                + "\"notes\":[\"3 readings were left out: their gradients were not finite (loss scaling).\"],"
                + "\"sentences\":[\"Rates are largest in layer1.0.bn1: batch normalization regularizes there as L2 with 2.1e-4 would.\","
                + "\"In 17 of " + layers + " layers the rates are above their noise; the others need more readings.\","
                + "\"8 channels are dead (|gamma| < 0.001), all of them in layer2.0.bn2.\"],"
                + "\"advice\":[\"And on the weights without batch norm? In fc it is the usual penalty on the weights.\"],"
                + "\"steps\":{\"step\":" + step + ",\"loss\":"
                + array(windows, i -> number(0.25 + 2.1 * Math.exp(-i / 15.0) + 0.04 * random.nextGaussian()))
                + ",\"learningRate\":" + array(windows, i -> i < 30 ? "0.1" : "0.01") + "},"
                + "\"layers\":[" + columns + "],\"streams\":[" + streams(windows, step) + "]}";
    }

    /** The name of a layer of {@link #run}. */
    static String layerName(int index) {
        return index == 0 ? "bn1" : "layer" + (1 + (index - 1) / 6) + "." + (index - 1) / 2 % 3 + ".bn" + (1 + (index - 1) % 2);
    }

    private static String layer(int index, int layers, int windows, String step) {
        Random random = new Random(index);
        double depth = index / Math.max(1.0, layers - 1.0);
        double scale = 3e-4 * Math.pow(10, -1.8 * depth);
        boolean noLinear = index == 5;
        IntFunction<Double> fall = i -> scale * (0.25 + 1.5 * Math.exp(-i / 20.0)) * Math.exp(0.12 * random.nextGaussian());
        IntFunction<String> turning = i -> noLinear ? NULL
                : number(0.03 * (0.3 + depth) * (i < 30 ? 1 : 0.12) * (1 + 0.05 * random.nextGaussian()));
        return "{\"name\":\"" + layerName(index) + "\",\"channels\":" + 16 * (1 + index / 7) + ",\"linear\":"
                + (noLinear ? NULL : "\"" + layerName(index).replace("bn", "conv") + "\"") + ",\"note\":"
                + (noLinear ? "\"no linear map was found before it: lambda only\"" : NULL) + ",\"step\":" + step
                + column("readings", windows, i -> "10")
                + column("lambdaMean", windows, i -> number(scale * 0.1 * random.nextGaussian()))
                + column("lambdaMeanSe", windows, i -> number(scale * 0.08))
                + column("lambdaRms", windows, i -> index == 11 && i > 20 && i < 27 ? NULL : number(fall.apply(i)))
                + column("lambdaNoise", windows,
                        i -> index == 2 ? NULL : number(scale * 0.22 * Math.exp(0.1 * random.nextGaussian())))
                + column("netRate", windows,
                        i -> number(scale * (depth < 0.5 ? 8 : -30) * (1 + 0.2 * random.nextGaussian()) * Math.exp(-i / 30.0)))
                + column("netRateSe", windows, i -> number(scale * 1.3))
                + column("shift", windows, i -> number(scale * random.nextGaussian()))
                + column("gammaRms", windows,
                        i -> number((1 - 0.5 * depth) * Math.exp(-i / 90.0) + 0.004 * random.nextGaussian()))
                + column("betaRms", windows, i -> number(0.2 * (1 - Math.exp(-i / 20.0))))
                + column("dead", windows, i -> index == 8 && i > 40 ? "8" : "0")
                + column("alphaMean", windows, i -> noLinear ? NULL : number(scale * 0.01))
                + column("weightNorm", windows, i -> noLinear ? NULL : number(1.2 * Math.exp(-i / 200.0)))
                + column("effectiveLearningRate", windows,
                        i -> noLinear ? NULL : number((i < 30 ? 0.1 : 0.01) / (1.4 - depth) * Math.exp(i / 100.0)))
                + column("angle", windows, turning) + "}";
    }

    private static String streams(int windows, String step) {
        return List.of("bn1", "layer2.0.bn2", "layer3.0.bn2").stream()
                .map(name -> "{\"name\":\"" + name + "\",\"writers\":[\"" + name
                        + "\",\"layer1.1.bn2\"],\"consumers\":[\"layer1.0.conv1\",\"fc\"],\"step\":" + step
                        + column("netRate", windows, i -> number(0.01)) + column("shift", windows, i -> number(-0.002))
                        + column("writersGradient", windows, i -> "0.0")
                        + column("consumersGradient", windows, i -> number(0.012))
                        + column("error", windows, i -> number(1e-7 * (1 + (i * 7 + name.length()) % 11))) + "}")
                .collect(Collectors.joining(","));
    }

    private static String column(String name, int windows, IntFunction<String> value) {
        return ",\"" + name + "\":" + array(windows, value);
    }

    private static String array(int length, IntFunction<String> value) {
        return IntStream.range(0, length).mapToObj(value).collect(Collectors.joining(",", "[", "]"));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.9e", value);
    }
}
