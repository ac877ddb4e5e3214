package bn.djl;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import bn.api.InvalidRequestException;
import bn.monitor.Monitor;
import bn.monitor.MonitorSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Monitors the rates of all batch normalizations of a network while a Trainer trains it, and writes them to a folder for
 * {@code bn watch} and {@code bn report}.
 *
 * <p>It reads when DJL says that a batch is done, which is after the backward pass and before {@code Trainer.step()}, so weight decay
 * is not in the gradients. A step is a batch. Where the scales have not changed since the batch before, the gradients are sums of
 * several batches: such a reading is left out, which monitor.json says.
 *
 * <p>DJL has no hook at the inputs of a block. Var(u) is computed from the change of the running variance r from one batch to the
 * next, which leaves a relative error of the order of 2^-22 (float32) r / ((1 - momentum) Var(u)): 2e-6 at momentum 0.9 and
 * r = Var(u). It is made biased for the sizes that the network was initialized with. So the network must be run in training mode
 * once a batch; with a reading at each step the first has no Var(u). Where the engine is not PyTorch, or no Linear or Conv block is
 * right before the normalization in a SequentialBlock, alpha is left out, which monitor.json says.
 *
 * <p>For one Trainer on one device.
 */
public final class BatchNormListener extends TrainingListenerAdapter {
    private final Path folder;
    private final MonitorSettings settings;
    private @Nullable Trainer trainer;
    private @Nullable NetworkReader reader;
    private @Nullable Monitor monitor;
    private long step;

    /** A reading every 10 steps, a row every 10 readings. */
    public BatchNormListener(Path folder) {
        this(folder, MonitorSettings.DEFAULT);
    }

    /**
     * A listener for one Trainer.
     *
     * @param folder is created at the first batch if it is not there; it must not have the readings of another run
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
    public void onTrainingBatch(Trainer caller, BatchData batch) {
        if (trainer == null) {
            start(caller);
        } else if (trainer != caller) {
            throw new InvalidRequestException(
                    "this listener monitors another Trainer; each needs a listener and a folder of its own");
        }
        NetworkReader network = reader;
        Monitor open = monitor;
        if (network == null || open == null) {
            return;
        }
        step++;
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            if (settings.reads(step)) {
                if (network.isUnchanged()) {
                    open.leaveOut("no gamma had changed since the batch before: gradients of several batches are accumulated");
                } else {
                    open.addLoss(loss(caller, batch));
                    open.add(network.read(step, batch.getBatch() == null ? 0 : batch.getBatch().getSize()));
                }
            }
            if (settings.reads(step + 1)) {
                network.remember();
            }
        }
    }

    private void start(Trainer caller) {
        NetworkReader found = new NetworkReader(caller);
        Engine engine = caller.getManager().getEngine();
        String version = BatchNormListener.class.getPackage().getImplementationVersion();
        monitor = new Monitor(folder, settings, found.description(version == null ? "bn-djl" : "bn-djl " + version,
                "DJL " + Engine.getDjlVersion() + " with " + engine.getEngineName() + " " + engine.getVersion(),
                caller.getModel().getName()));
        reader = found;
        trainer = caller;
    }

    /** The mean loss of the batch, from its predictions; NaN if the caller gave none. */
    private static double loss(Trainer caller, BatchData batch) {
        Device device = caller.getDevices()[0];
        NDList labels = batch.getLabels().get(device);
        NDList predictions = batch.getPredictions().get(device);
        if (labels == null || predictions == null) {
            return Double.NaN;
        }
        NDArray loss = caller.getLoss().evaluate(labels, predictions);
        return loss.toType(DataType.FLOAT64, true).mean().getDouble();
    }

    /** Writes the last readings, and that the training has finished: when the Trainer is closed. */
    @Override
    public void onTrainingEnd(Trainer caller) {
        if (monitor != null && caller == trainer) {
            monitor.close();
        }
    }
}
