package bn.api.norm;

import bn.api.kernel.ChannelStatistics;

/**
 * What a normalization over the batch divides by.
 *
 * @param eps added to the variances
 * @param batch mean and biased variance of the last training batch
 * @param running mean and variance for inference
 */
public record BatchStatistics(double eps, ChannelStatistics batch, ChannelStatistics running) { }
