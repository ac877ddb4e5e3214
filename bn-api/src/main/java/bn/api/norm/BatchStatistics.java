package bn.api.norm;

import bn.api.kernel.ChannelStatistics;

/**
 * The statistics of a normalization over the batch.
 *
 * @param eps added to the variances
 * @param batch mean and biased variance of the last training batch
 * @param running mean and variance for inference
 */
public record BatchStatistics(double eps, ChannelStatistics batch, ChannelStatistics running) {}
