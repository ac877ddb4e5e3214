package bn.cpu;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Device;
import bn.api.checked.CheckedBackend;
import bn.api.checked.Kernels;
import bn.api.kernel.ByteMomentsKernel;
import bn.api.kernel.ConvolutionKernel;
import bn.cpu.bytes.ByteMoments;
import bn.cpu.f32.FloatBlasProducts;
import bn.cpu.f32.FloatKernels;
import bn.cpu.f32.FloatProducts;
import bn.cpu.f64.DoubleBlasProducts;
import bn.cpu.f64.DoubleKernels;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.onednn.OneDnn;
import bn.cpu.onednn.OneDnnConvolution;
import bn.cpu.onednn.OneDnnLibrary;
import bn.cpu.onednn.OneDnnProducts;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.ThreadTeam;
import java.util.Optional;

/** The CPU backend. Its kernels are synchronous: they return when their work is done. */
final class CpuBackend extends CheckedBackend {
    private final Device device;
    private final OffHeapMemory memory;
    private final ThreadTeam team;
    private final OpenBlas blas;
    private final Optional<OneDnnConvolution> oneDnn;
    private final Kernels floats;
    private final Kernels doubles;

    CpuBackend(Device device, int threads) {
        this(device, new OffHeapMemory(device.memoryBytes()), new ThreadTeam(threads), new OpenBlas(threads));
    }

    private CpuBackend(Device device, OffHeapMemory memory, ThreadTeam team, OpenBlas blas) {
        super(memory);
        this.device = device;
        this.memory = memory;
        this.team = team;
        this.blas = blas;
        OneDnnLibrary library = new OneDnnLibrary(CpuBackendProvider::loadOneDnn);
        oneDnn = OneDnn.available() ? Optional.of(new OneDnnConvolution(memory, team, library)) : Optional.empty();
        ConvolutionKernel convolution = oneDnn.isPresent() ? oneDnn.get() : FloatKernels.convolution(memory, team);
        FloatProducts products = new FloatBlasProducts(blas);
        // A library that the user asks for computes all products.
        if (oneDnn.isPresent() && CustomBlas.description().isEmpty()) {
            products = new OneDnnProducts(team, library, products);
        }
        floats = FloatKernels.create(memory, team, blas, products, convolution);
        doubles = DoubleKernels.create(memory, team, blas, new DoubleBlasProducts(blas), DoubleKernels.convolution(memory, team));
    }

    @Override
    protected Kernels typed(DType dtype) {
        return dtype == DType.FLOAT32 ? floats : doubles;
    }

    @Override
    public <K> Optional<K> optional(Class<K> kernel) {
        if (kernel == ByteMomentsKernel.class) {
            ByteMomentsKernel moments = features -> new ByteMoments(memory, team, blas, features);
            return Optional.of(kernel.cast(moments));
        }
        return super.optional(kernel);
    }

    @Override
    public String name() {
        return CpuBackendProvider.NAME;
    }

    @Override
    public Device device() {
        return device;
    }

    @Override
    public Tensor allocate(DType dtype, Shape shape) {
        return memory.allocate(dtype, shape);
    }

    @Override
    public void close() {
        oneDnn.ifPresent(OneDnnConvolution::close);
        memory.close();
        team.close();
    }
}
