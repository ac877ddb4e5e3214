package bn.experiments.rate;

import bn.theory.network.RateBalance;
import bn.theory.network.Stationarity;
import java.util.Optional;

/**
 * All that a full-batch gradient tells about a hidden layer.
 *
 * @param reading its rates; not empty
 * @param stationarity how near its weights are to a stationary point; empty if its normalization does not divide by statistics of
 *     the batch
 * @param balance T8 for it and the linear layer above
 */
public record LayerCertificate(LayerReading reading, Optional<Stationarity> stationarity, RateBalance balance) { }
