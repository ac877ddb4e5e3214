package bn.experiments.rate;

import bn.theory.network.Stationarity;
import java.util.Optional;

/**
 * What the gradient of the loss over all examples says about a layer with a normalization.
 *
 * @param measurement its rates; not empty
 * @param stationarity how near its weights are to a stationary point; empty for convolutions, whose patches would need a
 *     covariance matrix, and if the normalization does not divide by statistics of the batch
 */
public record LayerCertificate(LayerMeasurement measurement, Optional<Stationarity> stationarity) {}
