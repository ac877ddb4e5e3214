package bn.djl;

import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;
import bn.api.InvalidRequestException;
import bn.monitor.MonitorSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Monitors the rates of all batch normalizations of a network while a Trainer trains it, and writes them to a folder for
 * {@code bn watch} and {@code bn report}.
 *
 * <p>It reads when DJL says that a batch is done, which is after the backward pass and before {@code Trainer.step()}, so weight
 * decay is not in the gradients. A step is a batch. Where the scales have not changed since the batch before, the gradients are
 * sums of several batches: such a reading is left out, which monitor.json says.
 *
 * <p>DJL has no hook at the inputs of a block. Var(u) is computed from the change of the running variance r from one batch to the
 * next, which leaves a relative error of the order of 2^-22 (float32) r / ((1 - momentum) Var(u)): 2e-6 at momentum 0.9 and r =
 * Var(u). It is made biased for the sizes that the network was initialized with. So the network must be run in training mode once
 * a batch; with a reading at each step the first has no Var(u). Where the engine is not PyTorch, or no Linear or Conv block is
 * right before the normalization in a SequentialBlock, alpha is left out, which monitor.json says.
 *
 * <p>The angles by which the weights turn need a copy of them from a step that is read to the next. So a reading is written one
 * step late.
 *
 * <p>For one Trainer on one device.
 */
public final class BatchNormListener extends TrainingListenerAdapter {
    private final Path folder;
    private final MonitorSettings settings;
    private @Nullable TrainerMonitor monitor;

    /** The monitor chooses how often it reads and writes, so that it takes less than 1 % of the training. */
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
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
        TrainerMonitor running = monitor;
        if (running == null) {
            running = new TrainerMonitor(trainer, folder, settings);
            monitor = running;
        } else if (!running.monitors(trainer)) {
            throw new InvalidRequestException(
                    "this listener monitors another Trainer; each needs a listener and a folder of its own");
        }
        running.read(batch);
    }

    /** Writes the last readings, and that the training has finished: when the Trainer is closed. */
    @Override
    public void onTrainingEnd(Trainer trainer) {
        TrainerMonitor running = monitor;
        if (running != null && running.monitors(trainer)) {
            running.finish();
        }
    }
}
