package bn.spark.network;

import bn.api.InvalidRequestException;
import bn.experiments.data.Task;
import bn.experiments.run.Checkpoint;
import bn.experiments.run.DataIdentity;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the outputs of a network are.
 *
 * @param task classes, or one number
 * @param names of the classes in the order of the outputs; empty for a number
 * @param first output of the first class
 * @param text where the order comes from, in words
 */
record OutputClasses(Task task, List<String> names, int first, String text) {

    /**
     * The classes of a checkpoint that says them, else those of the data in the order of their names. A network with one output that
     * does not say what it is for predicts a number.
     *
     * @param data the names of the classes of the data in the order of their outputs, if they are needed
     * @param first the output of the first of these
     * @throws InvalidRequestException if there are not as many classes as outputs, and no first output is given
     */
    static OutputClasses of(Checkpoint checkpoint, Supplier<List<String>> data, Optional<Integer> first) {
        int outputs = checkpoint.architecture().outputs();
        Optional<DataIdentity> trained = checkpoint.data();
        if (trained.isPresent()) {
            return trained.get().task() == Task.REGRESSION ? number()
                    : new OutputClasses(Task.CLASSIFICATION, trained.get().classNames(), 0, "the classes, in the order of the "
                            + "outputs, are those of the training: " + shown(trained.get().classNames()));
        }
        if (outputs == 1 && first.isEmpty()) {
            return number();
        }
        List<String> names = data.get();
        if (first.isEmpty() && names.size() != outputs) {
            throw new InvalidRequestException("the network has " + outputs + " outputs, and the data have " + names.size()
                    + " classes: " + shown(names)
                    + "; give data with a class for each output, or, by --labels K, the output of the "
                    + "first class");
        }
        if (first.isPresent() && (first.get() < 0 || first.get() > outputs - names.size())) {
            throw new InvalidRequestException("--labels: the " + names.size() + " classes of the data cannot be the outputs from "
                    + first.get() + " on of a network with " + outputs + " outputs");
        }
        return new OutputClasses(Task.CLASSIFICATION, names, first.orElse(0), checkpoint.file()
                + " does not say its classes; taken to be those of the data in this order, from output " + first.orElse(0)
                + " on: "
                + shown(names));
    }

    private static OutputClasses number() {
        return new OutputClasses(Task.REGRESSION, List.of(), 0, "");
    }

    private static String shown(List<String> names) {
        return names.size() <= 12 ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + ", ... " + names.get(names.size() - 1) + " (" + names.size() + ")";
    }

    /** Reads the targets from a column, or from names of folders. */
    TargetReader reader(String column) {
        return task == Task.REGRESSION ? TargetReader.numbers(column) : TargetReader.classes(column, names, first);
    }
}
