package bn.spark.network;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import bn.api.norm.NormalizationProvider;
import bn.experiments.network.Network;
import bn.experiments.run.Checkpoint;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The network of a job, open on a backend with one thread: for one task at a time.
 *
 * @param training for the passes that move its running statistics, on which no result depends
 * @param inference with the running statistics of the checkpoint
 */
record NetworkSlot(Backend backend, Network training, Network inference) implements AutoCloseable {

    /** Opens it. */
    static NetworkSlot open(NetworkJob job) {
        ClassLoader loader = NetworkSlot.class.getClassLoader();
        Checkpoint checkpoint = job.read();
        NormalizationProvider normalization = NormalizationProvider.load(loader).get(checkpoint.normalization());
        Backend backend = Backends.open(BackendProvider.load(loader), job.backend(), options(job.device()));
        try {
            Network training = checkpoint.open(backend, normalization, job.batch());
            return new NetworkSlot(backend, training,
                    checkpoint.open(backend, normalization, Math.max(job.block(), job.batch())));
        } catch (RuntimeException e) {
            backend.close();
            throw e;
        }
    }

    /** One thread: Spark runs as many tasks as there are cores. */
    static BackendOptions options(String device) {
        return new BackendOptions(Optional.ofNullable(device), OptionalInt.of(1));
    }

    @Override
    public void close() {
        training.close();
        inference.close();
        backend.close();
    }
}
