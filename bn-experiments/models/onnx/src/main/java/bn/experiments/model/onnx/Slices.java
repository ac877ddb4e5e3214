package bn.experiments.model.onnx;

import java.util.List;
import java.util.stream.IntStream;

/** The arguments of Slice: attributes in its first version, inputs later on. */
final class Slices {
    private Slices() {}

    /**
     * Which elements of an axis are taken.
     *
     * @param axis as the file says, perhaps negative
     * @param first where the slice starts; a negative position counts from the end
     * @param end before which position it ends; a negative one counts from the end
     * @param step at least 1
     */
    record Range(long axis, long first, long end, long step) {

        long start(long size) {
            return position(first, size);
        }

        long count(long size) {
            return Math.max(0, -Math.floorDiv(position(first, size) - position(end, size), step));
        }

        boolean isWhole(long size) {
            return start(size) == 0 && count(size) == size;
        }

        private static long position(long at, long size) {
            return Math.max(0, Math.min(size, at < 0 ? at + size : at));
        }
    }

    /** The ranges of a node for a tensor with this many axes. */
    static List<Range> of(Call call, int rank) {
        List<Long> starts = call.integers("starts", 1).orElse(List.of());
        List<Long> ends = call.integers("ends", 2).orElse(List.of());
        List<Long> axes = call.integers("axes", 3)
                .orElseGet(() -> IntStream.range(0, starts.size()).mapToObj(Long::valueOf).toList());
        List<Long> steps = call.optional(4).map(Constants::integers)
                .orElseGet(() -> starts.stream().map(any -> 1L).toList());
        boolean right = !starts.isEmpty() && ends.size() == starts.size() && axes.size() == starts.size()
                && steps.size() == starts.size() && starts.size() <= rank && axes.stream().distinct().count() == axes.size();
        if (!right) {
            throw call.refusal("it has " + starts.size() + " starts, " + ends.size() + " ends, " + axes.size() + " axes and "
                    + steps.size() + " steps for " + rank + " axes");
        }
        if (steps.stream().anyMatch(step -> step < 1)) {
            throw call.refusal("it has a step of " + steps + "; steps are at least 1 here");
        }
        if (starts.contains(Long.MIN_VALUE) || ends.contains(Long.MIN_VALUE)) {
            throw call.refusal("it depends on the number of examples");
        }
        return IntStream.range(0, starts.size())
                .mapToObj(i -> new Range(axes.get(i), starts.get(i), ends.get(i), steps.get(i))).toList();
    }
}
