/**
 * The kernels for float32.
 *
 * <p>The classes are written once, in single precision: the package whose name ends in 32 is the template. The build makes those
 * in double precision, in the package whose name ends in 64, from the same text: it replaces the names of the types, in comments
 * too.
 *
 * <p>Batch norm, {@code FloatBatchNorm}, makes two passes over the blocks of a batch, in each direction:
 *
 * <table>
 * <caption>The classes of batch norm</caption>
 * <tr><th></th><th>first pass: reduce</th><th>between the passes</th><th>second pass: apply</th></tr>
 * <tr><td>forward</td><td>{@code FloatChannelStatistics}, from {@code FloatColumnStatistics}</td>
 *     <td>{@code FloatForwardCoefficients}</td><td>{@code FloatNormalizer}</td></tr>
 * <tr><td>backward</td><td>{@code FloatGradientSums}</td>
 *     <td>{@code FloatBackwardCoefficients}</td><td>{@code FloatInputGradient}</td></tr>
 * </table>
 *
 * <p>Images N x C x H x W are in memory as N x H x W x C. So batch norm of images is that of a matrix, a row for each position ({@code
 * bn.cpu.channels.ChannelLayout}), and kernels that read windows copy runs of all channels of neighbouring positions from padded
 * images, {@code FloatPaddedImages}, whose layout is {@code bn.cpu.images.WindowLayout}. Convolutions, {@code FloatConvolution}, are matrix
 * products by OpenBLAS: {@code FloatBlockProducts} multiplies inputs ({@code FloatInputs}) by weights for some images on one thread;
 * outputs and weights are matrices in place. {@code FloatDepthwise} and the poolings are loops over rows of outputs. In float32,
 * oneDNN takes the place of {@code FloatConvolution} where it is available ({@code bn.cpu.onednn}).
 *
 * <p>The passes of batch norm call the loops over elements, {@code FloatLoops}, of which there are two versions. {@code FloatTileLoops} copies
 * rows to and from short arrays, which HotSpot vectorises in every JVM; its innermost loops are in {@code FloatTileRows}. {@code
 * FloatVectorLoops} uses the Vector API on the memory of tensors: {@code FloatVectorRows} for one row, {@code FloatVectorPanels}, {@code
 * FloatVectorGradientPanels} and {@code FloatVectorCombinePanels} for some columns of all rows, {@code FloatTailLoops} for the columns
 * that do not fill a vector. Sums over a batch are added up in double every few rows.
 */
package bn.cpu.f32;
