package bn.spark.network;

import bn.api.kernel.Loss;
import bn.experiments.data.Targets;
import bn.experiments.data.Task;
import bn.experiments.run.Checkpoint;
import bn.experiments.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What all tasks have to know: the network, and how it is read.
 *
 * @param key of this job, another one for each
 * @param checkpoint the network as the content of a checkpoint file, whatever format it was read from
 * @param file that it was read from, for messages
 * @param backend name of the backend of the executors
 * @param device of the backend; null for its default
 * @param outputs of the network
 * @param batch size of the batches that are normalized by their own statistics
 * @param block number of examples that are evaluated at once
 * @param noiseSigma standard deviation of the noise on the inputs
 * @param seed of the noise and of dropout
 * @param smoothing label smoothing of the training; 0 for none
 */
record NetworkJob(String key, byte[] checkpoint, String file, String backend, String device, Task task, int outputs, int batch,
        int block,
        double noiseSigma, long seed, double smoothing) implements Serializable {
    /** The golden ratio's bits, which separate consecutive seeds. */
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** A network as bytes. */
    static byte[] bytes(Checkpoint checkpoint) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            checkpoint.write(out);
        } catch (IOException e) {
            throw new AssertionError("bytes in memory can be written", e);
        }
        return out.toByteArray();
    }

    /** The network. */
    Checkpoint read() {
        try {
            Path copy = Files.createTempFile("bn-network", ".safetensors");
            try {
                Files.write(copy, checkpoint);
                return Checkpoint.readNetwork(copy);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the network cannot be written to this executor's folder for temporary files", e);
        }
    }

    Loss loss() {
        return Trainer.loss(task);
    }

    /** The seed of a partition; that of the first one is the job's. */
    long seed(int partition) {
        return seed + GOLDEN_GAMMA * partition;
    }

    /** The first targets as a network is trained on them. */
    Targets targets(double[] values, int count) {
        return task == Task.REGRESSION ? new Targets.Values(Arrays.copyOf(values, count))
                : new Targets.Labels(Arrays.stream(values, 0, count).mapToInt(value -> (int) value).toArray(), outputs,
                        smoothing);
    }
}
