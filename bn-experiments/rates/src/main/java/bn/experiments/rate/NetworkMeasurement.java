package bn.experiments.rate;

import bn.theory.batch.ReluBatchEffect;
import java.util.List;
import java.util.Optional;

/**
 * What the gradients of the loss over all examples say about a network.
 *
 * @param layers its hidden layers
 * @param batchEffect T9 for the last of them; empty if it was not asked for, or its normalization has no statistics
 */
public record NetworkMeasurement(List<LayerCertificate> layers, Optional<ReluBatchEffect> batchEffect) {}
