package bn.theory.oracle;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.backend.Device;
import bn.api.kernel.ActivationKernel;
import bn.api.kernel.BatchNormKernel;
import bn.api.kernel.DenseKernel;
import bn.api.kernel.LossKernel;
import bn.api.kernel.MomentsKernel;
import bn.api.kernel.UpdateKernel;
import java.util.Optional;
import java.util.Set;

/** The kernels that softmax regression uses, as plain loops over Java arrays, float64 and two axes only. */
public final class OracleBackend implements Backend {
    private int open;

    /** Tensors allocated and not closed. */
    public int openTensors() {
        return open;
    }

    @Override
    public String name() {
        return "oracle";
    }

    @Override
    public Device device() {
        return new Device("plain loops", "cpu", 0, Set.of(DType.FLOAT64), "none");
    }

    @Override
    public Tensor allocate(DType dtype, Shape shape) {
        if (dtype != DType.FLOAT64) {
            throw new UnsupportedOperationException("float64 only");
        }
        open++;
        return new HeapTensor(new double[Math.toIntExact(shape.elements())], 0, shape, () -> open--);
    }

    @Override
    public BatchNormKernel batchNorm() {
        return new OracleBatchNorm();
    }

    @Override
    public DenseKernel dense() {
        return new OracleDense();
    }

    @Override
    public ActivationKernel activation() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LossKernel loss() {
        return new OracleSoftmax();
    }

    @Override
    public UpdateKernel update() {
        throw new UnsupportedOperationException();
    }

    @Override
    public MomentsKernel moments() {
        return (dtype, features) -> new OracleMoments(features);
    }

    @Override
    public <K> Optional<K> optional(Class<K> kernel) {
        return Optional.empty();
    }

    @Override
    public void finish() { }

    @Override
    public void close() { }
}
