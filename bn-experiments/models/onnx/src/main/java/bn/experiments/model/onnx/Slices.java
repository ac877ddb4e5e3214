package bn.experiments.model.onnx;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The arguments of Slice: attributes in its first version, inputs later on. */
final class Slices {
    private Slices() {}

    /**
     * Which elements of an axis are taken.
     *
     * @param axis as the file says, perhaps negative
     * @param first where the slice starts; a negative position counts from the end
     * @param end before which position it ends; a negative one counts from the end
     * @param step not 0; a negative one counts down
     */
    record Range(long axis, long first, long end, long step) {

        long start(long size) {
            return step > 0 ? position(first, 0, size) : position(first, -1, size - 1);
        }

        long count(long size) {
            long last = step > 0 ? position(end, 0, size) : position(end, -1, size - 1);
            return Math.max(0, -Math.floorDiv(start(size) - last, step));
        }

        /** The positions in their order, for an axis that is not long. */
        int[] positions(int size) {
            return LongStream.range(0, count(size)).mapToInt(i -> (int) (start(size) + i * step)).toArray();
        }

        boolean isWhole(long size) {
            return step > 0 && start(size) == 0 && count(size) == size;
        }

        /** A position that may count from the end, moved into the bounds. */
        private static long position(long at, long least, long most) {
            // The difference of the bounds is the size of the axis.
            return Math.max(least, Math.min(most, at < 0 ? at + most - least : at));
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
        if (steps.contains(0L)) {
            throw call.refusal("it has a step of 0");
        }
        if (starts.contains(Constants.EXAMPLES) || ends.contains(Constants.EXAMPLES)) {
            throw call.refusal("it depends on the number of examples");
        }
        return IntStream.range(0, starts.size())
                .mapToObj(i -> new Range(axes.get(i), starts.get(i), ends.get(i), steps.get(i))).toList();
    }
}
