package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** A call of a primitive by one thread. It keeps native objects, until it is closed. */
final class Call implements AutoCloseable {
    private final primitive code;
    private final stream queue;
    private final Map<Integer, memory> memories = new HashMap<>();
    private final IntMemoryMap arguments;
    private final List<Pointer> kept = new ArrayList<>();

    Call(Primitive primitive, engine cpu) {
        code = keep(primitive.code());
        queue = keep(new stream(cpu));
        arguments = keep(new IntMemoryMap());
        primitive.arguments().forEach((argument, layout) -> {
            memory data = keep(new memory(layout, cpu, null));
            memories.put(argument, data);
            arguments.put(argument, data);
        });
    }

    /** A call that copies from one layout to another. */
    static Call reorder(engine cpu, memory.desc from, memory.desc to) {
        reorder.primitive_desc description = new reorder.primitive_desc(cpu, from, cpu, to);
        return new Call(Primitive.of(new reorder(description), Map.of(DNNL_ARG_FROM, from, DNNL_ARG_TO, to)), cpu);
    }

    private <P extends Pointer> P keep(P pointer) {
        pointer.retainReference();
        kept.add(pointer);
        return pointer;
    }

    /** Sets the address of an argument. */
    void set(int argument, Pointer address) {
        memories.get(argument).set_data_handle(address);
    }

    /** Executes the primitive. */
    void run() {
        code.execute(queue, arguments);
    }

    @Override
    public void close() {
        kept.forEach(Pointer::close);
    }
}
