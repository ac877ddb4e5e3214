package bn.opencl.memory;

import bn.api.BnException;
import bn.api.DType;
import bn.api.Shape;
import bn.opencl.device.Target;
import bn.opencl.f32.FloatStripProgram;
import bn.opencl.f32.FloatTileProgram;
import bn.opencl.f64.DoubleStripProgram;
import bn.opencl.f64.DoubleTileProgram;
import bn.opencl.program.Op;
import bn.opencl.program.Program;
import java.util.EnumMap;
import java.util.Map;

/** The memory of one open backend: a heap for each dtype that is used. */
public final class Memory implements AutoCloseable {
    private final Target target;
    private final boolean tiles;
    private final Map<DType, Heap> heaps = new EnumMap<>(DType.class);
    private boolean open = true;

    /**
     * Memory of which nothing is used yet.
     *
     * @param target what it is on
     * @param tiles whether its programs work in tiles rather than in strips
     */
    public Memory(Target target, boolean tiles) {
        this.target = target;
        this.tiles = tiles;
    }

    /**
     * A new tensor of zeros.
     *
     * @throws BnException if the device does not have the dtype, or no room
     */
    public HeapTensor allocate(DType dtype, Shape shape) {
        Heap heap = heap(dtype);
        String purpose = "a tensor of " + shape + " " + dtype.label();
        if (shape.elements() > Integer.MAX_VALUE / dtype.bytes()) {
            throw new BnException("cannot allocate " + purpose + ": a tensor has at most 2 GiB here; use smaller batches or layers");
        }
        int length = (int) shape.elements();
        HeapTensor tensor = new HeapTensor(this, heap, heap.take(length, purpose), shape);
        heap.runOnElements(Op.CLEAR, length, new double[0], (int) tensor.start(), length);
        return tensor;
    }

    /** The heap of a dtype; the first call compiles its program. */
    public Heap heap(DType dtype) {
        if (!open) {
            throw new IllegalStateException("the backend is closed");
        }
        if (!target.description().dtypes().contains(dtype)) {
            throw new BnException("device '" + target.description().name() + "' does not compute in " + dtype.label());
        }
        return heaps.computeIfAbsent(dtype, this::open);
    }

    private Heap open(DType dtype) {
        Program program = dtype == DType.FLOAT32 ? tiles ? new FloatTileProgram() : new FloatStripProgram()
                : tiles ? new DoubleTileProgram() : new DoubleStripProgram();
        return new Heap(dtype, target.description().name(), program, target.open(program, dtype),
                tiles ? new Tiles() : new Strips(target.units()), target.largestHeap(dtype));
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        heaps.values().forEach(Heap::close);
        heaps.clear();
    }
}
