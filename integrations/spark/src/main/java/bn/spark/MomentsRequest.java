package bn.spark;

import bn.api.InvalidRequestException;
import bn.experiments.data.Task;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which moments are asked for.
 *
 * @param features names of columns: numbers, booleans, arrays of numbers or vectors; none for all columns that are no targets
 * @param targets names of columns: several of numbers, or one, which may be classes
 * @param task whether the target is classes or a number; empty for what the column looks like, as for files of text
 * @param skipNulls whether rows with nulls are left out, and not refused
 */
public record MomentsRequest(List<String> features, List<String> targets, Optional<Task> task, boolean skipNulls) {

    /**
     * Checks the names.
     *
     * @throws InvalidRequestException if there is no target, a name is there twice, or several targets are to be classes
     */
    public MomentsRequest {
        features = List.copyOf(features);
        targets = List.copyOf(targets);
        if (targets.isEmpty()) {
            throw new InvalidRequestException("name the target, the column to predict");
        }
        Set<String> names = new HashSet<>();
        Stream.concat(features.stream(), targets.stream()).filter(name -> !names.add(name)).findFirst().ifPresent(name -> {
            throw new InvalidRequestException("the column " + name + " is named twice as a feature or target");
        });
        if (targets.size() > 1 && task.equals(Optional.of(Task.CLASSIFICATION))) {
            throw new InvalidRequestException("only one target can be classes, and there are " + targets.size()
                    + ": ask for one of them at a time");
        }
    }

    /** Rows with nulls are refused. */
    public static MomentsRequest of(List<String> features, List<String> targets) {
        return new MomentsRequest(features, targets, Optional.empty(), false);
    }
}
