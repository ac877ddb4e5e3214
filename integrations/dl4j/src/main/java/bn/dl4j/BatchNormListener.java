package bn.dl4j;

import bn.api.InvalidRequestException;
import bn.monitor.Monitor;
import bn.monitor.MonitorSettings;
import bn.monitor.Pace;
import bn.monitor.StepReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Monitors the rates of all batch normalizations of a MultiLayerNetwork or ComputationGraph while it is trained, and writes them
 * to a folder for {@code bn watch} and {@code bn report}.
 *
 * <p>It reads after the backward pass and before the updater, so neither weight decay nor gradient clipping is in the gradients.
 * Var(u) is exact up to the rounding of the network's type: it follows from the change of the running variance r that DL4J's
 * layer has computed in that step. Its relative error is of the order of 2^-23 (float32) r / ((1 - decay) Var(u)). Where a helper
 * (cuDNN, oneDNN) computes the statistics, or no dense layer or convolution with the identity activation is right before the
 * normalization, alpha is left out, which monitor.json says.
 *
 * <p>The angles by which the weights turn need a copy of them during each step that is read.
 *
 * <p>For one network and one thread; not for ParallelWrapper, which trains copies.
 */
public final class BatchNormListener extends BaseTrainingListener implements AutoCloseable {
    private final Path folder;
    private final MonitorSettings settings;
    private @Nullable Model network;
    private @Nullable NetworkReader reader;
    private @Nullable Monitor monitor;
    private long step;
    private @Nullable StepReading reading;
    private Map<String, INDArray> weights = Map.of();

    /** The monitor chooses how often it reads and writes, so that it takes less than 1 % of the training. */
    public BatchNormListener(Path folder) {
        this(folder, MonitorSettings.DEFAULT);
    }

    /**
     * A listener for one network.
     *
     * @param folder is created at the first step if it is not there; it must not have the readings of another run
     */
    public BatchNormListener(Path folder, MonitorSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * Reads, at the steps that are read.
     *
     * @throws InvalidRequestException if the network has no rates to monitor, or the folder belongs to another run
     * @throws bn.api.BnException if the folder cannot be written
     */
    @Override
    public void onGradientCalculation(Model model) {
        if (network == null) {
            start(model);
        } else if (model != network) {
            throw new InvalidRequestException(
                    "this listener monitors another network; each needs a listener and a folder of its own");
        }
        // A line search computes more than one gradient in a step: the first is read.
        Pace pace = Objects.requireNonNull(monitor).pace();
        if (pace.isDue() && reading == null) {
            pace.begin();
            NetworkReader all = Objects.requireNonNull(reader);
            reading = all.read(step + 1);
            weights = all.weights();
            pace.end();
        }
    }

    private void start(Model model) {
        NetworkReader found = new NetworkReader(model);
        monitor = new Monitor(folder, settings, found.description(writer(), framework()));
        network = model;
        reader = found;
    }

    /**
     * Counts the step, takes its score as the loss, and completes its reading with the angles.
     *
     * @throws bn.api.BnException if the folder cannot be written
     */
    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        step++;
        Monitor open = monitor;
        if (open == null) {
            return;
        }
        open.addLoss(model.score());
        StepReading read = reading;
        if (read != null) {
            open.pace().begin();
            open.add(read.withAngles(Objects.requireNonNull(reader).anglesFrom(weights, read)));
            reading = null;
            weights = Map.of();
            open.pace().end();
        }
        open.pace().countStep();
    }

    /** Writes the last readings, and that the training has finished. Without a step there is nothing to write. */
    @Override
    public void close() {
        if (monitor != null) {
            monitor.close();
        }
    }

    private static String writer() {
        String version = BatchNormListener.class.getPackage().getImplementationVersion();
        return version == null ? "bn-dl4j" : "bn-dl4j " + version;
    }

    /** Its manifest has no version, but Maven's file has. */
    private static String framework() {
        Properties properties = new Properties();
        try (InputStream in = MultiLayerNetwork.class
                .getResourceAsStream("/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ("Deeplearning4j " + properties.getProperty("version", "")).strip();
    }
}
