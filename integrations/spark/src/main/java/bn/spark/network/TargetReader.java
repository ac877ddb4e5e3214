package bn.spark.network;

import bn.api.BnException;
import bn.experiments.data.TargetNumbers;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;

/** Makes the target of an example of what a column has, or of the name of a folder. */
final class TargetReader implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String column;
    /** The output of each class by its name; null if the targets are numbers. */
    private final HashMap<String, Integer> outputs;
    private final String known;

    private TargetReader(String column, HashMap<String, Integer> outputs, String known) {
        this.column = column;
        this.outputs = outputs;
        this.known = known;
    }

    /**
     * Classes.
     *
     * @param column its name, for messages
     * @param names of the classes in the order of the outputs
     * @param first output of the first class
     */
    static TargetReader classes(String column, List<String> names, int first) {
        HashMap<String, Integer> outputs = new HashMap<>();
        names.forEach(name -> outputs.put(name, first + outputs.size()));
        return new TargetReader(column, outputs, names.size() > 12 ? names.size() + " classes, " + names.get(0) + " to "
                + names.get(names.size() - 1) : String.valueOf(names));
    }

    /** Numbers. */
    static TargetReader numbers(String column) {
        return new TargetReader(column, null, "");
    }

    /** The name of the class that a cell has: a whole number is the same class as an integer and as a decimal. */
    static String name(Object cell) {
        return cell instanceof Number number ? TargetNumbers.name(number.doubleValue()) : String.valueOf(cell);
    }

    /**
     * The target; empty if there is none, which is counted.
     *
     * @throws BnException if it is no class of the network, or no number
     */
    OptionalDouble read(Object cell, CellFaults faults) {
        if (cell == null) {
            faults.missing(column);
            return OptionalDouble.empty();
        }
        if (outputs != null) {
            return OptionalDouble.of(output(name(cell), column));
        }
        if (!(cell instanceof Number number)) {
            throw new BnException("column " + column + ": the target is " + cell + " (" + cell.getClass().getSimpleName()
                    + "), and the network, which has one output, predicts a number; name a numeric column by --target");
        }
        if (!Double.isFinite(number.doubleValue())) {
            faults.notFinite(column);
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(number.doubleValue());
    }

    /**
     * The output of a class.
     *
     * @param where it was found, for the message
     */
    double output(String name, String where) {
        Integer output = outputs.get(name);
        if (output == null) {
            throw new BnException(where + " has the class '" + name + "', which the network does not know; its outputs are "
                    + known + ". Leave these examples out, or rename the class");
        }
        return output;
    }
}
