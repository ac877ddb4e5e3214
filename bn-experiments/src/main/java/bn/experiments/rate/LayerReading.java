package bn.experiments.rate;

import bn.theory.unit.LayerRates;
import java.util.Optional;

/**
 * The rates of a hidden layer.
 *
 * @param layer its number, from 1
 * @param rates of its units; empty if its normalization has no gamma, so that the theory does not apply
 * @param hasL2 whether the equivalent L2 rate is known: only where the normalization divides by statistics of the batch
 */
public record LayerReading(int layer, Optional<LayerRates> rates, boolean hasL2) { }
