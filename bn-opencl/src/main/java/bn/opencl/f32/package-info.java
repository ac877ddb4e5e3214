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
 * <li>for all devices: {@code FloatArena} (copies to and from the host), {@code FloatElementwise}, {@code FloatActivations},
 *     {@code FloatUpdates}, {@code FloatImages} (moving and scaling parts of images), {@code FloatPooling} (forward pass),
 *     {@code FloatLosses}, {@code FloatChannelReduction} (second step of the reductions of batch norm), {@code FloatProgram}
 *     (dispatch);
 * <li>then for processors, where an item does much work and keeps its data in private memory: {@code FloatPrivateMemory},
 *     {@code FloatCpuTransposedMatMul}, {@code FloatCpuMatMul}, {@code FloatCpuStatistics}, {@code FloatCpuNorm} (forward pass of
 *     batch norm), {@code FloatCpuColumns} (columns of convolutions), {@code FloatCpuDepthwise}, {@code FloatCpuPooling} (backward
 *     pass), {@code FloatCpuRows} (sums of rows), {@code FloatCpuProgram} (backward pass of batch norm);
 * <li>or for GPUs, where the items of a group share local memory: {@code FloatGpuMatMul}, {@code FloatGpuSums},
 *     {@code FloatGpuNorm} (forward pass of batch norm), {@code FloatGpuColumns}, {@code FloatGpuRows}, {@code FloatGpuDepthwise},
 *     {@code FloatGpuPooling}, {@code FloatGpuProgram} (backward pass of batch norm).
 * </ol>
 *
 * <p>No two classes of the chain may have private methods with the same name and parameters: Aparapi would call the wrong one. No
 * method may be called isX or getX: Aparapi takes it for the reader of a field.
 */
package bn.opencl.f32;
