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
 * <p>Kernels on images keep planes with their padding, {@code FloatPlanes}, in an order ({@code bn.cpu.images.PlaneLayout}) in which
 * all loops over outputs are contiguous. Convolutions, {@code FloatConvolution}, are matrix products by OpenBLAS: {@code
 * FloatBlockProducts} multiplies weights, inputs ({@code FloatInputs}) and outputs ({@code FloatOutputs}) for some images on one
 * thread. {@code FloatDepthwise} and the poolings are loops over planes.
 *
 * <p>The passes of batch norm call the loops over elements, {@code FloatLoops}, of which there are two versions. {@code FloatTileLoops} copies
 * rows to and from short arrays, which HotSpot vectorises in every JVM; its innermost loops are in {@code FloatTileRows}. {@code
 * FloatVectorLoops} uses the Vector API on the memory of tensors: {@code FloatVectorRows} for one row, {@code FloatVectorGroups}
 * for several, {@code FloatTailLoops} for the columns that do not fill a vector. Sums over a batch are added up in double every
 * few rows.
 */
package bn.cpu.f32;
