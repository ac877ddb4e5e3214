package bn.cpu.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * A primitive of oneDNN with the layouts of its arguments.
 *
 * @param code the primitive
 * @param arguments the layout of each argument, by oneDNN's number
 * @param inTensors the layout in tensors of the arguments that have another one there
 */
record Primitive(primitive code, Map<Integer, memory.desc> arguments, Map<Integer, memory.desc> inTensors) {

    /** A primitive whose arguments are as they are in tensors. */
    static Primitive of(primitive code, Map<Integer, memory.desc> arguments) {
        return new Primitive(code, arguments, Map.of());
    }

    /** A primitive whose scratch memory is an argument too, so that several threads may execute it at once. */
    static Primitive withScratch(primitive code, primitive_desc_base description, Map<Integer, memory.desc> arguments,
            Map<Integer, memory.desc> inTensors) {
        Map<Integer, memory.desc> all = new HashMap<>(arguments);
        all.put(DNNL_ARG_SCRATCHPAD, description.scratchpad_desc());
        return new Primitive(code, all, inTensors);
    }

    /** Number of floats that hold an argument. */
    int elements(int argument) {
        return Math.toIntExact((arguments.get(argument).get_size() + Float.BYTES - 1) / Float.BYTES);
    }
}
