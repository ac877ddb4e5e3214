package bn.experiments.rate;

import bn.api.Moments;
import bn.experiments.data.DataException;
import bn.experiments.data.Task;
import java.util.List;

/**
 * The joint moments of features and targets, and which targets these are: all that linear regression needs to know of a data
 * set.
 *
 * @param joint moments of the features, then the targets
 * @param task classification (targets are one-hot 0/1) or regression
 * @param targetNames the names of the targets, which are the last columns
 */
public record TargetMoments(Moments joint, Task task, List<String> targetNames) {

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
     * The moments of both samples together. Classes that one of them lacks have no example there.
     *
     * @param place where the other ones come from, for the message
     * @throws DataException if the features differ in number, or the targets are not the same numbers
     */
    public TargetMoments merge(TargetMoments other, String place) {
        if (features() != other.features() || task != other.task
                || task == Task.REGRESSION && !targetNames.equals(other.targetNames)) {
            throw new DataException(place + " is of other data: " + other.what() + ", where those before are of " + what()
                    + "; only moments of the same columns can be merged");
        }
        List<String> union = task == Task.REGRESSION ? targetNames : ClassColumns.union(targetNames, other.targetNames);
        return new TargetMoments(
                SummedConstants.merge(ClassColumns.spread(joint, targetNames, union),
                        ClassColumns.spread(other.joint, other.targetNames, union)),
                task, union);
    }

    private String what() {
        return features() + " features with "
                + (task == Task.CLASSIFICATION ? targetNames.size() + " classes"
                        : "the target " + String.join(", ", targetNames));
    }
}
