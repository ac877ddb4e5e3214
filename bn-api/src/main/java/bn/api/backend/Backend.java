package bn.api.backend;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;
import java.util.Optional;

/**
 * An open backend: it allocates tensors and provides kernels. These rules hold for all kernels;
 * {@code bn.conformance.BackendConformance} tests them:
 *
 * <ul>
 * <li><b>Order.</b> Calls take effect in the order in which they are made. A call may return before its work is done;
 * {@link Tensor#download} and {@link #synchronize} wait for it. If queued work fails, the next of these two calls throws.
 * <li><b>Arguments.</b> A wrong shape, mixed dtypes or a tensor of another backend cause an {@link IllegalArgumentException} that
 * names the kernel and the argument; a closed tensor causes an {@link IllegalStateException}. The call itself throws, before it
 * changes anything. {@code bn.api.checked} has these checks.
 * <li><b>Aliasing.</b> A result shares no storage with another argument, unless the Javadoc of the kernel says that it may.
 * <li><b>Values.</b> NaN and infinities propagate as in IEEE 754; they are not errors.
 * <li><b>Accuracy.</b> With u half of {@link DType#epsilon}, the absolute error of a result is at most
 * <ul>
 * <li>S(n) = (640 + n / 16) u times the sum of its terms' absolute values, if it is a sum or a mean of n values (n = N E in
 * batch norm, N H' W' in the gradient with respect to the bias of a convolution, H W in a global average). Blocked summation
 * satisfies this bound, a running sum over 100,000 values does not. The terms of the mean of batch norm and of moments are the
 * deviations from it, and storing the mean rounds once more; those of an average in pooling are the elements, divided by n;
 * <li>S(n) times the exact value, if it is a sum of squared deviations or a variance, however large the mean is; for another
 * element of a scatter matrix, S(n) times the root of the product of its two diagonal elements. Where parts are merged, their
 * means may be rounded to float64;
 * <li>(K + 2) u times the sum of the products' absolute values, if it is an element of a matrix product of inner size K (Higham
 * 2002, 3.1); a bias is one more product. The results of convolutions are such sums of products, and so is the gradient of a
 * pooling, with K the number of elements of the window. A maximum is exact. A convolution may compute tiles of outputs together
 * (Winograd). Then this bound holds for normally distributed numbers, which the checks use. In the worst case the error is larger,
 * and the values around a window, in the same tile, count too;
 * <li>16 u times the sum of its terms' absolute values, if it is computed element by element, except that the activations that
 * other kernels fuse, and clipping, are exact, as are leaky ReLU above 0 and the constant pieces of hard sigmoid and hard swish. A
 * step of {@link bn.api.kernel.Adam} has, in addition, the errors that its quotient gets from the new mean and variance. Numbers
 * that do not depend on tensors, such as 1 - beta, are computed in float64;
 * <li>64 u (1 + |a|) for an activation with an exponential (sigmoid, tanh, SiLU), and 128 u |dy| for its gradient;
 * <li>((K + 64) u + S(K)) (p + |t|) / N, if it is the gradient of a cross-entropy with respect to an output of probability p: exp
 * and log of the dtype, within 4 ulp, are accurate enough. The loss is a sum over N K terms; the error of each term is at most
 * S(K) + 64 u times its target, from the logarithm, plus 4 u times its parts.
 * </ul>
 * <li><b>Repeatability.</b> The same calls on the same device with the same options give the same bits.
 * <li><b>Memory.</b> Kernels keep their scratch memory: after the first call with a shape, further calls allocate nothing whose
 * size depends on the shape.
 * <li><b>Threads.</b> A backend is used by one thread at a time; different open backends may be used at the same time.
 * </ul>
 */
public interface Backend extends AutoCloseable {

    /** The provider's name. */
    String name();

    /** The device that this backend computes on. */
    Device device();

    /**
     * A new tensor of zeros.
     *
     * @throws bn.api.BnException if there is not enough memory, or the device does not support the dtype
     */
    Tensor allocate(DType dtype, Shape shape);

    /** Batch normalization. */
    BatchNormKernel batchNorm();

    /** Fully connected layers. */
    DenseKernel dense();

    /** Activations that are not fused with another kernel. */
    ActivationKernel activation();

    /** Losses. */
    LossKernel loss();

    /** Parameter updates. */
    UpdateKernel update();

    /** Mean and scatter matrix. */
    MomentsKernel moments();

    /** An optional kernel, fused or additional, by its interface, for example {@code DenseUpdateKernel}; empty if it has none. */
    <K> Optional<K> optional(Class<K> kernel);

    /** Waits until all queued work is done. */
    void synchronize();

    /** Frees all tensors and releases the device. Closing twice is harmless. */
    @Override
    void close();
}
