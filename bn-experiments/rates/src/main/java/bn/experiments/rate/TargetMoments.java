package bn.experiments.rate;

import bn.api.Moments;
import bn.experiments.data.DataException;
import bn.experiments.data.Task;
import bn.theory.moments.ProjectedMoments;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The joint moments of features and targets, and which targets these are: all that linear regression needs to know of a data
 * set.
 *
 * @param joint moments of the features, then of the targets
 * @param task classification (targets are one-hot 0/1) or regression
 * @param targetNames the names of the targets, which are the last columns
 * @param projected moments along directions, if somebody asked for them
 */
public record TargetMoments(Moments joint, Task task, List<String> targetNames, Optional<ProjectedMoments> projected) {

    /** Checks the sizes. */
    public TargetMoments {
        targetNames = List.copyOf(targetNames);
        if (targetNames.isEmpty() || targetNames.size() >= joint.dimension()) {
            throw new IllegalArgumentException(targetNames.size() + " targets in moments of dimension " + joint.dimension());
        }
    }

    /** The number of features. */
    public int features() {
        return joint.dimension() - targetNames.size();
    }

    /**
     * The moments of both samples together. Classes that one of them lacks have no example there. Moments along directions are
     * kept where both have them.
     *
     * @param place where the other moments come from, for the message
     * @throws DataException if the features differ in number, the targets are not the same numbers, or both have moments along
     *         directions, and along different ones
     */
    public TargetMoments merge(TargetMoments other, String place) {
        if (features() != other.features() || task != other.task
                || task == Task.REGRESSION && !targetNames.equals(other.targetNames)) {
            throw new DataException(place + " is of other data: " + other.what() + ", where those before are of " + what()
                    + "; only moments of the same columns can be merged");
        }
        if (projected.isPresent() && other.projected.isPresent()
                && !Arrays.deepEquals(projected.get().directions(), other.projected.get().directions())) {
            throw new DataException(place + " has moments along other directions than those before; leave out the arrays "
                    + "directions and projected, or take them along the same directions");
        }
        List<String> union = task == Task.REGRESSION ? targetNames : ClassColumns.union(targetNames, other.targetNames);
        return new TargetMoments(
                ConstantColumns.merge(ClassColumns.widen(joint, targetNames, union),
                        ClassColumns.widen(other.joint, other.targetNames, union)),
                task, union, projected.flatMap(mine -> other.projected.map(mine::merge)));
    }

    private String what() {
        return features() + " features with "
                + (task == Task.CLASSIFICATION ? targetNames.size() + " classes"
                        : "the target " + String.join(", ", targetNames));
    }
}
