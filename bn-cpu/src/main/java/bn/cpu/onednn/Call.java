package bn.cpu.onednn;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;

/** A call of a primitive by one thread. */
final class Call {
    private final Primitive primitive;
    private final stream stream;
    private final Map<Integer, memory> memories = new HashMap<>();
    private final IntMemoryMap arguments = new IntMemoryMap();

    Call(Primitive primitive, engine engine) {
        this.primitive = primitive;
        stream = new stream(engine);
        primitive.arguments().forEach((argument, layout) -> {
            memory memory = new memory(layout, engine, null);
            memories.put(argument, memory);
            arguments.put(argument, memory);
        });
    }

    /** Sets the address of an argument. */
    void set(int argument, Pointer address) {
        memories.get(argument).set_data_handle(address);
    }

    /** Executes the primitive. */
    void run() {
        primitive.code().execute(stream, arguments);
    }
}
