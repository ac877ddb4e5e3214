package bn.experiments.model.onnx;

import bn.api.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How the axes of an ONNX tensor are the axes of the outputs of a node, whose elements for one example are in row-major order. ONNX
 * graphs change axes by Reshape, Transpose, Squeeze and so on, which computes nothing; a view follows them.
 *
 * @param axes outermost first; one of them is that of the examples
 */
record View(List<Axis> axes) {

    /**
     * Steps through the elements of an example.
     *
     * @param size how many steps, at least 2
     * @param stride how many elements a step goes
     */
    record Steps(int size, int stride) {}

    /**
     * An axis of the tensor.
     *
     * @param batch whether it is that of the examples
     * @param steps the steps through an example that it is made of, outermost first; none for an axis of size 1
     */
    record Axis(boolean batch, List<Steps> steps) {
        static final Axis BATCH = new Axis(true, List.of());
        static final Axis ONE = new Axis(false, List.of());

        /** Copies the steps, and joins those that follow each other. */
        Axis {
            steps = joined(steps);
        }

        static Axis of(int size, int stride) {
            return size == 1 ? ONE : new Axis(false, List.of(new Steps(size, stride)));
        }

        int size() {
            return product(steps);
        }
    }

    /** Copies the axes. */
    View {
        axes = List.copyOf(axes);
    }

    /** The examples first, then the axes of a shape in their order. */
    static View of(Shape shape) {
        List<Axis> axes = new ArrayList<>(List.of(Axis.BATCH));
        int stride = (int) shape.elements();
        for (int i = 0; i < shape.rank(); i++) {
            stride /= shape.size(i);
            axes.add(Axis.of(shape.size(i), stride));
        }
        return new View(axes);
    }

    int rank() {
        return axes.size();
    }

    Axis axis(int i) {
        return axes.get(i);
    }

    boolean startsWithBatch() {
        return !axes.isEmpty() && axes.get(0).batch();
    }

    /** The sizes of all axes but the first, which is that of the examples. */
    List<Integer> sizes() {
        return axes.stream().skip(1).map(Axis::size).toList();
    }

    /** The steps of all axes, outermost first; those that follow each other are joined. */
    List<Steps> steps() {
        return joined(axes.stream().flatMap(axis -> axis.steps().stream()).toList());
    }

    /** Whether the examples are the first axis, and the elements of an example are in their own order. */
    boolean isPlain() {
        List<Steps> steps = steps();
        return startsWithBatch() && (steps.isEmpty() || steps.size() == 1 && steps.get(0).stride() == 1);
    }

    View with(int i, Axis axis) {
        List<Axis> changed = new ArrayList<>(axes);
        changed.set(i, axis);
        return new View(changed);
    }

    View without(int i) {
        List<Axis> changed = new ArrayList<>(axes);
        changed.remove(i);
        return new View(changed);
    }

    View withOne(int at) {
        List<Axis> changed = new ArrayList<>(axes);
        changed.add(at, Axis.ONE);
        return new View(changed);
    }

    View permuted(List<Integer> permutation) {
        return new View(permutation.stream().map(axes::get).toList());
    }

    /**
     * The same elements in the same order with other axes.
     *
     * @param sizes of the axes after that of the examples
     * @return empty if an axis would not consist of equal steps
     */
    Optional<View> reshaped(List<Integer> sizes) {
        Deque<Steps> left = new ArrayDeque<>(steps());
        List<Axis> changed = new ArrayList<>(List.of(Axis.BATCH));
        for (int size : sizes) {
            List<Steps> taken = new ArrayList<>();
            int need = size;
            while (need > 1 && !left.isEmpty()) {
                Steps next = left.pop();
                if (need % next.size() == 0) {
                    taken.add(next);
                    need /= next.size();
                } else if (next.size() % need == 0) {
                    int inner = next.size() / need;
                    taken.add(new Steps(need, next.stride() * inner));
                    left.push(new Steps(inner, next.stride()));
                    need = 1;
                } else {
                    return Optional.empty();
                }
            }
            if (need != 1) {
                return Optional.empty();
            }
            changed.add(new Axis(false, taken));
        }
        return left.isEmpty() ? Optional.of(new View(changed)) : Optional.empty();
    }

    private static int product(List<Steps> steps) {
        return steps.stream().mapToInt(Steps::size).reduce(1, (a, b) -> a * b);
    }

    private static List<Steps> joined(List<Steps> steps) {
        List<Steps> joined = new ArrayList<>();
        for (Steps next : steps) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).stride() == next.size() * next.stride()) {
                joined.set(last, new Steps(joined.get(last).size() * next.size(), next.stride()));
            } else {
                joined.add(next);
            }
        }
        return List.copyOf(joined);
    }
}
