package bn.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;

/** The readings of one layer in one window: a row of layers.csv. */
final class LayerWindow {
    static final List<String> HEADER = List.of("step", "layer", "readings", "lambda_mean", "lambda_mean_se", "lambda_rms",
            "lambda_noise", "net_rate", "net_rate_se", "shift", "gamma_rms", "beta_rms", "dead", "alpha_mean", "weight_norm",
            "effective_learning_rate", "angle");
    /** A channel is dead below this |gamma|. */
    private static final double DEAD = 0.001;

    private final String name;
    private final List<Reading> readings = new ArrayList<>();

    LayerWindow(String name) {
        this.name = name;
    }

    void add(Reading reading) {
        readings.add(reading);
    }

    boolean isEmpty() {
        return readings.isEmpty();
    }

    /** The row, and no readings after it. */
    CsvRow takeRow(long step, double learningRate) {
        Reading last = readings.get(readings.size() - 1);
        RunningMoments lambda = meansOfLive(Reading::lambda, last);
        RunningMoments alpha = new RunningMoments();
        RunningMoments squaredMeans = new RunningMoments();
        RunningMoments squaredErrors = new RunningMoments();
        int dead = 0;
        for (int k = 0; k < last.channels(); k++) {
            if (isDead(last, k)) {
                dead++;
                continue;
            }
            RunningMoments ofChannel = new RunningMoments();
            for (Reading each : readings) {
                ofChannel.add(each.lambda(k));
                alpha.add(each.alpha(k));
            }
            squaredMeans.add(square(ofChannel.mean()));
            squaredErrors.add(square(ofChannel.standardError()));
        }
        RunningMoments netRate = new RunningMoments();
        RunningMoments shift = new RunningMoments();
        RunningMoments angle = new RunningMoments();
        for (Reading each : readings) {
            angle.add(each.angle());
            netRate.add(each.netRate());
            shift.add(each.shift());
        }
        CsvRow row = new CsvRow().add(step).add(name).add(readings.size())
                .add(lambda.mean()).add(lambda.standardError())
                .add(Math.sqrt(squaredMeans.mean())).add(Math.sqrt(squaredErrors.mean()))
                .add(netRate.mean()).add(netRate.standardError()).add(shift.mean())
                .add(Math.sqrt(mean(last.gamma(), LayerWindow::square))).add(Math.sqrt(mean(last.beta(), LayerWindow::square)))
                .add(dead).add(alpha.mean()).add(Math.sqrt(mean(last.squaredNorm(), norm -> norm)))
                .add(mean(last.squaredNorm(), norm -> norm == 0 ? Double.NaN : learningRate / norm)).add(angle.mean());
        readings.clear();
        return row;
    }

    /** One observation a reading: its mean over the live channels. */
    private RunningMoments meansOfLive(ToDoubleBiFunction<Reading, Integer> quantity, Reading last) {
        RunningMoments means = new RunningMoments();
        for (Reading each : readings) {
            RunningMoments channels = new RunningMoments();
            for (int k = 0; k < each.channels(); k++) {
                if (!isDead(last, k)) {
                    channels.add(quantity.applyAsDouble(each, k));
                }
            }
            means.add(channels.mean());
        }
        return means;
    }

    private static boolean isDead(Reading last, int channel) {
        return Math.abs(last.gamma()[channel]) < DEAD;
    }

    private static double mean(double[] values, DoubleUnaryOperator function) {
        RunningMoments moments = new RunningMoments();
        for (double each : values) {
            moments.add(function.applyAsDouble(each));
        }
        return moments.mean();
    }

    private static double square(double value) {
        return value * value;
    }
}
