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
 * An open backend: storage and kernels. The rules for all kernels, which {@code bn.conformance.BackendConformance} tests:
 *
 * <ul>
 * <li><b>Order.</b> Calls take effect in the order in which they are made. A call may return before its work is done;
 * {@link Tensor#download} and {@link #synchronize} wait for it. A failure of queued work is thrown by the next of these.
 * <li><b>Arguments.</b> A wrong shape, mixed dtypes or a tensor of another backend is an {@link IllegalArgumentException} that
 * names the kernel and the argument; a closed tensor is an {@link IllegalStateException}. The call itself throws them, before
 * anything is changed. {@code bn.api.checked} has these checks.
 * <li><b>Aliasing.</b> Results share no storage with arguments unless the kernel allows it by name.
 * <li><b>Values.</b> NaN and infinities propagate as IEEE 754 has it; they are not errors.
 * <li><b>Accuracy.</b> With u half of {@link DType#epsilon}, a result may be off by
 * <ul>
 * <li>S(n) = (640 + n / 16) u times the sum of its terms' absolute values, if it is a sum or a mean of n values (for batch norm
 * n = N E). Blocked summation satisfies it, a running sum over 100,000 values does not. The terms of a mean are the deviations
 * from it; storing it rounds once more;
 * <li>S(n) times the scatter, if it is one (a sum of squared deviations, a variance), whatever the mean. Where parts are merged,
 * their means may be rounded to float64;
 * <li>(K + 2) u times the sum of the products' absolute values, if it is an element of a matrix product of inner size K (Higham
 * 2002, 3.1); a bias is one more product;
 * <li>16 u times the sum of its terms' absolute values, if it is computed element by element; activations are exact;
 * <li>(K + 64) u + S(K) times (p + |t|) / N, if it is the gradient of a cross-entropy with respect to an output of probability p:
 * exp and log of the dtype, within 4 ulp, are good enough. The loss is a sum over N K terms, each off by S(K) + 64 u times its
 * target from the logarithm, and 4 u of its parts.
 * </ul>
 * <li><b>Repeatability.</b> The same calls on the same device with the same options give the same bits.
 * <li><b>Memory.</b> Kernels keep the scratch they need; after the first call with a shape they allocate nothing that grows
 * with it.
 * <li><b>Threads.</b> One thread at a time; several open backends may be used at the same time.
 * </ul>
 */
public interface Backend extends AutoCloseable {

    /** The provider's name. */
    String name();

    /** What this one computes on. */
    Device device();

    /**
     * A new tensor of zeros.
     *
     * @throws bn.api.BnException if the memory does not suffice, or the device does not have the dtype
     */
    Tensor allocate(DType dtype, Shape shape);

    /** Batch normalization. */
    BatchNormKernel batchNorm();

    /** Fully connected products. */
    DenseKernel dense();

    /** Activations on their own. */
    ActivationKernel activation();

    /** Losses. */
    LossKernel loss();

    /** Parameter updates. */
    UpdateKernel update();

    /** Mean and covariance. */
    MomentsKernel moments();

    /** A fused or additional kernel that not every backend has, by its interface, for example {@code DenseUpdateKernel}. */
    <K> Optional<K> optional(Class<K> kernel);

    /** Waits until all work queued so far is done. */
    void synchronize();

    /** Frees all tensors and the device. Closing twice is harmless. */
    @Override
    void close();
}
