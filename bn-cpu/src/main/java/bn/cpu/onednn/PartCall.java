package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A call of a primitive by one thread, for some of the images. Images that the primitive wants in another layout than that of tensors
 * are copied into scratch memory before it, and results out of it afterwards; the copies are small enough for the caches.
 */
final class PartCall implements AutoCloseable {
    private static final Set<Integer> RESULTS = Set.of(DNNL_ARG_DST, DNNL_ARG_DIFF_SRC);
    /** Floats of a cache line. */
    private static final int LINE = 16;

    private final Call call;
    private final Map<Integer, Call> before = new HashMap<>();
    private final Map<Integer, Call> after = new HashMap<>();
    /** Where the copies begin in the scratch memory. */
    private final Map<Integer, Integer> offsets = new HashMap<>();
    private final int scratchElements;

    PartCall(Primitive primitive, engine cpu) {
        call = new Call(primitive, cpu);
        int at = line(primitive.elements(DNNL_ARG_SCRATCHPAD));
        for (int argument : primitive.inTensors().keySet()) {
            memory.desc tensors = primitive.inTensors().get(argument);
            memory.desc layout = primitive.arguments().get(argument);
            if (RESULTS.contains(argument)) {
                after.put(argument, Call.reorder(cpu, layout, tensors));
            } else {
                before.put(argument, Call.reorder(cpu, tensors, layout));
            }
            offsets.put(argument, at);
            at += line(primitive.elements(argument));
        }
        scratchElements = at;
    }

    /** Number of floats that {@link #useScratch} needs. */
    int scratchElements() {
        return scratchElements;
    }

    private static int line(int elements) {
        return (elements + LINE - 1) / LINE * LINE;
    }

    /** Sets the address of an argument as it is in tensors. */
    void set(int argument, Pointer address) {
        if (before.containsKey(argument)) {
            before.get(argument).set(DNNL_ARG_FROM, address);
        } else if (after.containsKey(argument)) {
            after.get(argument).set(DNNL_ARG_TO, address);
        } else {
            call.set(argument, address);
        }
    }

    /** Sets the scratch memory. */
    void useScratch(FloatPointer scratch) {
        call.set(DNNL_ARG_SCRATCHPAD, scratch);
        offsets.forEach((argument, at) -> {
            FloatPointer copy = scratch.getPointer(at);
            call.set(argument, copy);
            if (RESULTS.contains(argument)) {
                after.get(argument).set(DNNL_ARG_FROM, copy);
            } else {
                before.get(argument).set(DNNL_ARG_TO, copy);
            }
        });
    }

    /** Executes the primitive. */
    void run() {
        before.values().forEach(Call::run);
        call.run();
        after.values().forEach(Call::run);
    }

    @Override
    public void close() {
        before.values().forEach(Call::close);
        call.close();
        after.values().forEach(Call::close);
    }
}
