package bn.conformance.wrong;

import static bn.conformance.wrong.Fault.set;

import bn.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Wrong tensors. */
final class WrongTensors {

    private WrongTensors() { }

    static Stream<WrongBackend> all() {
        return Stream.of(
                WrongBackend.of("memory is not cleared", "tensors", "is zeros", "allocate", (right, a) -> {
                    Tensor tensor = (Tensor) right.call(a);
                    set(tensor, i -> 1);
                    return tensor;
                }),
                tensors("rows are always the first", "has rows that share", "rows", (right, a) -> right.call(0, a[1])),
                tensors("downloads ignore the offset", "takes offsets", "download", (right, a) -> right.call(a[0], 0)),
                tensors("short arrays are filled as far as they go", "refuses arrays", "upload", (right, a) -> {
                    try {
                        return right.call(a);
                    } catch (IndexOutOfBoundsException e) {
                        return null;
                    }
                }),
                WrongBackend.of("uploads read their source later", "tensors", "has read its source", "allocate",
                        (right, a) -> lazy(right.call(a))));
    }

    static WrongBackend none() {
        return tensors("nothing", "", "rows", Fault.Right::call);
    }

    private static WrongBackend tensors(String fault, String check, String method, Fault wrong) {
        return WrongBackend.of(fault, "tensors", check, "allocate",
                (right, a) -> Fault.in(Tensor.class, right.call(a), method, wrong));
    }

    /** Uploads when it is asked for its elements. */
    private static Tensor lazy(Object tensor) {
        List<Object[]> queue = new ArrayList<>();
        List<Fault.Right> uploads = new ArrayList<>();
        Tensor queueing = Fault.in(Tensor.class, tensor, "upload", (right, a) -> {
            uploads.add(right);
            queue.add(a);
            return null;
        });
        return Fault.in(Tensor.class, queueing, "toDoubles", (right, none) -> {
            for (int i = 0; i < queue.size(); i++) {
                uploads.get(i).call(queue.get(i));
            }
            return ((Tensor) tensor).toDoubles();
        });
    }
}
