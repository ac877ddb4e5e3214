package bn.api.checked;

import bn.api.kernel.AdamKernel;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.CopyKernel;
import bn.api.kernel.DenseUpdateKernel;
import bn.api.kernel.ElementwiseKernel;
import bn.api.kernel.PoolingKernel;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The optional kernels of a backend; null for those that it does not have. */
public record OptionalKernels(@Nullable DenseUpdateKernel denseUpdate, @Nullable ConvolutionKernel convolution,
        @Nullable PoolingKernel pooling, @Nullable ElementwiseKernel elementwise, @Nullable CopyKernel copy,
        @Nullable AdamKernel adam) {

    /** None of them. */
    public static final OptionalKernels NONE = new OptionalKernels(null, null, null, null, null, null);

    /** The kernel with this interface; empty if the backend does not have it. */
    <K> Optional<K> get(Class<K> kernel) {
        return Stream.of(denseUpdate, convolution, pooling, elementwise, copy, adam).filter(Objects::nonNull)
                .filter(kernel::isInstance).map(kernel::cast).findFirst();
    }

    /** A kernel that is called only where {@link #get} has given it. */
    static <K> K present(@Nullable K kernel) {
        return Objects.requireNonNull(kernel, "the backend has no such kernel");
    }
}
