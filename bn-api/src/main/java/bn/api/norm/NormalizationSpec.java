package bn.api.norm;

import bn.api.DType;

/**
 * The place in a network that a normalization is created for.
 *
 * @param dtype of inputs, outputs and parameters
 * @param channels C
 * @param spatialSize E, for example height times width; 1 after linear layers
 * @param maxBatch the largest N
 * @param options conventions; a normalization ignores those that do not apply to it
 */
public record NormalizationSpec(DType dtype, int channels, int spatialSize, int maxBatch, NormalizationOptions options) {}
