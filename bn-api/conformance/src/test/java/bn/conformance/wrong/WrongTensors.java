package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.set;

import bn.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Faults of tensors. */
final class WrongTensors {

    private WrongTensors() {}

    static Stream<WrongBackend> all() {
        return Stream.of(
                WrongBackend.of("memory is not cleared", "tensors", "is zeros", "allocate", (original, a) -> {
                    Tensor tensor = (Tensor) original.call(a);
                    set(tensor, i -> 1);
                    return tensor;
                }),
                tensors("rows are always the first", "has rows that share", "rows", (original, a) -> original.call(0, a[1])),
                tensors("downloads ignore the offset", "takes offsets", "download", (original, a) -> original.call(a[0], 0)),
                tensors("short arrays are filled as far as they go", "rejects arrays", "upload", (original, a) -> {
                    try {
                        return original.call(a);
                    } catch (IndexOutOfBoundsException e) {
                        return null;
                    }
                }),
                WrongBackend.of("uploads read their source later", "tensors", "has read its source", "allocate",
                        (original, a) -> lazy(original.call(a))));
    }

    static WrongBackend none() {
        return tensors("nothing", "", "rows", Fault.Original::call);
    }

    private static WrongBackend tensors(String fault, String check, String method, Fault wrong) {
        return WrongBackend.of(fault, "tensors", check, "allocate",
                (original, a) -> Fault.in(Tensor.class, original.call(a), method, wrong));
    }

    /** A tensor that uploads only when its elements are read. */
    private static Tensor lazy(Object tensor) {
        List<Object[]> queue = new ArrayList<>();
        List<Fault.Original> uploads = new ArrayList<>();
        Tensor queueing = Fault.in(Tensor.class, tensor, "upload", (original, a) -> {
            uploads.add(original);
            queue.add(a);
            return null;
        });
        return Fault.in(Tensor.class, queueing, "toDoubles", (original, none) -> {
            for (int i = 0; i < queue.size(); i++) {
                uploads.get(i).call(queue.get(i));
            }
            return ((Tensor) tensor).toDoubles();
        });
    }
}
