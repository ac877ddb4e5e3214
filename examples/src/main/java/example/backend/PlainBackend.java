package example.backend;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Device;
import bn.api.checked.CheckedBackend;
import bn.api.checked.Kernels;
import bn.api.checked.OptionalKernels;
import java.util.Set;

/**
 * A backend with float32 only. Its kernels have done their work when they return; all of them sum in float64, which is far more
 * accurate than the contract asks for.
 */
final class PlainBackend extends CheckedBackend {
    private final Kernels kernels = new Kernels(new PlainBatchNorm(), new PlainDense(), new PlainActivation(),
            new PlainLoss(), new PlainUpdate(), (dtype, features) -> new PlainMoments(features), OptionalKernels.NONE);
    private boolean open = true;

    static Device describe() {
        return new Device(PlainBackendProvider.DEVICE, "cpu", Runtime.getRuntime().maxMemory(), Set.of(DType.FLOAT32),
                "Java " + Runtime.version());
    }

    @Override
    protected Kernels typed(DType dtype) {
        check(dtype);
        return kernels;
    }

    private void check(DType dtype) {
        if (!open) {
            throw new IllegalStateException("the backend is closed");
        }
        if (dtype != DType.FLOAT32) {
            throw new BnException("backend '" + name() + "' has no " + dtype.label() + "; use f32, or another backend");
        }
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public String name() {
        return PlainBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return describe();
    }

    @Override
    public Tensor allocate(DType dtype, Shape shape) {
        check(dtype);
        return PlainTensor.allocate(this, shape);
    }

    /** Its tensors are closed with it; the garbage collector frees them once nobody holds them. */
    @Override
    public void close() {
        open = false;
    }
}
