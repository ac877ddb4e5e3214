/**
 * Device code for float32.
 *
 * <p>The classes are written once, in single precision: the package whose name ends in 32 is the template. The build makes those
 * in double precision, in the package whose name ends in 64, from the same text: it replaces the names of the types, in comments
 * too.
 *
 * <p>Aparapi translates one class to OpenCL C, and all operations must be methods of it. So the classes form a chain, in which
 * each adds operations to those that it inherits:
 *
 * <ol>
 * <li>for all devices: {@code FloatArena} (copies to and from the host), {@code FloatElementwise}, {@code FloatLosses},
 *     {@code FloatChannelReduction} (second step of the reductions of batch norm), {@code FloatProgram} (dispatch);
 * <li>then for processors, where an item does much work and keeps its data in private memory: {@code FloatPrivateMemory},
 *     {@code FloatCpuTransposedMatMul}, {@code FloatCpuMatMul}, {@code FloatCpuStatistics}, {@code FloatCpuNorm} (forward pass of
 *     batch norm), {@code FloatCpuProgram} (backward pass);
 * <li>or for GPUs, where the items of a group share local memory: {@code FloatGpuMatMul}, {@code FloatGpuSums},
 *     {@code FloatGpuNorm} (forward pass), {@code FloatGpuProgram} (backward pass).
 * </ol>
 */
package bn.opencl.f32;
