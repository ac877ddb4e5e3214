package bn.experiments.rate;

import bn.experiments.stream.StreamBalance;
import bn.theory.batch.ReluBatchEffect;
import java.util.List;
import java.util.Optional;

/**
 * What the gradients of the loss over all examples say about a network.
 *
 * @param layers its layers with a normalization
 * @param streams T8 for each of its streams; in a multilayer perceptron one for each hidden layer. Empty if only rates were
 *     asked for
 * @param batchEffect T9 for the last of the layers; empty if it was not asked for, its normalization has no statistics, or it
 *     is no fully connected layer with ReLU right below the outputs
 */
public record NetworkMeasurement(List<LayerCertificate> layers, List<StreamBalance> streams,
        Optional<ReluBatchEffect> batchEffect) {}
