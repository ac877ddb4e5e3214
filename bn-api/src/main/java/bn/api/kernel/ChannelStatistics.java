package bn.api.kernel;

import bn.api.Tensor;

/**
 * Statistics of each of C channels.
 *
 * @param mean mean, shape C
 * @param variance variance, shape C
 */
public record ChannelStatistics(Tensor mean, Tensor variance) {}
