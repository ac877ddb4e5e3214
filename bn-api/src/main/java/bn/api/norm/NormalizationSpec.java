package bn.api.norm;

import bn.api.DType;

/**
 * The place that a normalization is made for.
 *
 * @param dtype of inputs, outputs and parameters
 * @param channels C
 * @param spatialSize E, for example height times width; 1 after dense layers
 * @param maxBatch the largest N
 * @param options conventions; a normalization ignores those that do not concern it
 */
public record NormalizationSpec(DType dtype, int channels, int spatialSize, int maxBatch, NormalizationOptions options) { }
