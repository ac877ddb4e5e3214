package bn.conformance.reference;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Device;
import bn.api.checked.CheckedBackend;
import bn.api.checked.Kernels;
import bn.api.checked.OptionalKernels;
import bn.api.kernel.ByteMomentsKernel;
import java.util.Optional;
import java.util.Set;

/**
 * Every kernel of the contract, written so that its correctness is easy to see: simple loops over Java arrays in float64, with
 * compensated sums. It is slow, and has no native code and no threads; it also serves tests that need some backend.
 */
public final class ReferenceBackend extends CheckedBackend {
    private final Set<DType> dtypes;
    private final Kernels kernels;
    private boolean open = true;
    private int openTensors;

    /** In float64 only. */
    public ReferenceBackend() {
        this(Set.of(DType.FLOAT64));
    }

    /** In these dtypes. A float32 tensor holds the results of the float64 loops, rounded once. */
    public ReferenceBackend(Set<DType> dtypes) {
        this.dtypes = Set.copyOf(dtypes);
        ReferenceDense dense = new ReferenceDense();
        ReferenceUpdate update = new ReferenceUpdate();
        OptionalKernels optional = new OptionalKernels(dense, new ReferenceConvolution(), new ReferencePooling(),
                new ReferenceElementwise(), new ReferenceCopy(), update);
        kernels = new Kernels(new ReferenceBatchNorm(), dense, new ReferenceActivation(), new ReferenceLoss(), update,
                (dtype, features) -> new ReferenceMoments(features), optional);
    }

    @Override
    protected Kernels typed(DType dtype) {
        check(dtype);
        return kernels;
    }

    @Override
    public <K> Optional<K> optional(Class<K> kernel) {
        if (kernel == ByteMomentsKernel.class) {
            ByteMomentsKernel moments = ReferenceByteMoments::new;
            return Optional.of(kernel.cast(moments));
        }
        return super.optional(kernel);
    }

    private void check(DType dtype) {
        if (!open) {
            throw new IllegalStateException("the backend is closed");
        }
        if (!dtypes.contains(dtype)) {
            throw new BnException("the reference backend has no " + dtype.label() + " here; use another dtype");
        }
    }

    /** How many tensors are allocated and not closed. */
    public int openTensors() {
        return openTensors;
    }

    void closed() {
        openTensors--;
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Device device() {
        return new Device("plain loops in Java", "cpu", 0, dtypes, "none");
    }

    @Override
    public Tensor allocate(DType dtype, Shape shape) {
        check(dtype);
        openTensors++;
        return new HeapTensor(this, dtype, shape);
    }

    @Override
    public void close() {
        open = false;
        openTensors = 0;
    }
}
