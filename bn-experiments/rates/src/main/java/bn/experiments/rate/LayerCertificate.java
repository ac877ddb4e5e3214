package bn.experiments.rate;

import bn.theory.network.RateBalance;
import bn.theory.network.Stationarity;
import java.util.Optional;

/**
 * What the gradient of the loss over all examples says about a hidden layer.
 *
 * @param measurement its rates; not empty
 * @param stationarity how near its weights are to a stationary point; empty if its normalization does not divide by statistics of
 *     the batch
 * @param balance T8 for this layer and the linear layer above it
 */
public record LayerCertificate(LayerMeasurement measurement, Optional<Stationarity> stationarity, RateBalance balance) {}
