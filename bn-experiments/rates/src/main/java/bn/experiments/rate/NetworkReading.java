package bn.experiments.rate;

import bn.theory.batch.ReluBatchEffect;
import java.util.List;
import java.util.Optional;

/**
 * What a network's gradients on all examples tell.
 *
 * @param layers its hidden layers
 * @param batchEffect T9 for the last of them; empty if it was not asked for, or its normalization has no statistics
 */
public record NetworkReading(List<LayerCertificate> layers, Optional<ReluBatchEffect> batchEffect) { }
