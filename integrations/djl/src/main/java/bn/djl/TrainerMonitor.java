package bn.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener.BatchData;
import bn.monitor.Monitor;
import bn.monitor.MonitorSettings;
import bn.monitor.Pace;
import bn.monitor.StepReading;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The readings of one Trainer, from its first batch on. */
final class TrainerMonitor {
    private final Trainer trainer;
    private final NetworkReader network;
    private final Monitor monitor;
    private final Pace pace;
    private long step;
    /** Waits for the optimizer's step, which is done at the next batch. */
    private @Nullable StepReading reading;
    private Map<String, NDArray> weights = Map.of();

    /**
     * Opens the folder.
     *
     * @throws bn.api.BnException if the network has no rates to monitor, or the folder cannot be used
     */
    TrainerMonitor(Trainer trainer, Path folder, MonitorSettings settings) {
        this.trainer = trainer;
        network = new NetworkReader(trainer);
        Engine engine = trainer.getManager().getEngine();
        String version = TrainerMonitor.class.getPackage().getImplementationVersion();
        monitor = new Monitor(folder, settings, network.description(version == null ? "bn-djl" : "bn-djl " + version,
                "DJL " + Engine.getDjlVersion() + " with " + engine.getEngineName() + " " + engine.getVersion(),
                trainer.getModel().getName()));
        pace = monitor.pace();
    }

    boolean monitors(Trainer other) {
        return trainer == other;
    }

    /** Counts a batch, and reads if it is one that is read. */
    void read(BatchData batch) {
        StepReading last = reading;
        if (last != null) {
            part(() -> complete(last));
        }
        step++;
        if (pace.isDue()) {
            part(() -> take(batch));
        }
        pace.countStep();
        if (pace.isDue()) {
            part(network::remember);
        }
    }

    /** Does a part of a reading, and frees the arrays that it makes. */
    private void part(Runnable work) {
        pace.begin();
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            work.run();
        }
        pace.end();
    }

    private void take(BatchData batch) {
        if (network.isUnchanged()) {
            monitor.leaveOut("no gamma had changed since the batch before: gradients of several batches are accumulated");
            return;
        }
        monitor.addLoss(loss(batch));
        reading = network.read(step, batch.getBatch() == null ? 0 : batch.getBatch().getSize());
        weights = network.weights();
    }

    /** Adds the reading with its angles. Where nothing has turned, the optimizer has made no step, and they are not known. */
    private void complete(StepReading last) {
        Map<String, Double> angles = network.anglesFrom(weights, last);
        monitor.add(angles.values().stream().anyMatch(each -> each > 0) ? last.withAngles(angles) : last);
        weights.values().forEach(NDArray::close);
        weights = Map.of();
        reading = null;
    }

    /** The mean loss of the batch, from its predictions; NaN if the caller gave none. */
    private double loss(BatchData batch) {
        Device device = trainer.getDevices()[0];
        NDList labels = batch.getLabels().get(device);
        NDList predictions = batch.getPredictions().get(device);
        if (labels == null || predictions == null) {
            return Double.NaN;
        }
        NDArray loss = trainer.getLoss().evaluate(labels, predictions);
        return loss.toType(DataType.FLOAT64, true).mean().getDouble();
    }

    /** Writes what is not yet written, and that the run has finished. */
    void finish() {
        StepReading last = reading;
        try {
            if (last != null) {
                part(() -> complete(last));
            }
        } finally {
            monitor.close();
        }
    }
}
