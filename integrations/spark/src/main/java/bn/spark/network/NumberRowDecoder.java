package bn.spark.network;

import bn.api.BnException;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Reads rows of numeric columns, and of columns with arrays of numbers, in their order.
 *
 * @param features names of the columns with the features, which are the first of a row
 * @param target number of the column with the target
 * @param width how many features there are
 */
record NumberRowDecoder(String[] features, int target, int width, TargetReader targets)
        implements
            SampleDecoder<Row, double[]> {

    @Override
    public SampleKind<double[]> kind() {
        return new SampleKind.Numbers(width);
    }

    @Override
    public Optional<Sample<double[]>> decode(Row row, CellFaults faults) {
        OptionalDouble value = targets.read(row.get(target), faults);
        double[] numbers = new double[width];
        int at = 0;
        boolean whole = value.isPresent();
        for (int column = 0; column < features.length; column++) {
            Object cell = row.get(column);
            Collection<?> elements = cell instanceof scala.collection.Seq<?> array ? CollectionConverters.asJava(array)
                    : Collections.singletonList(cell);
            if (at + elements.size() > width) {
                throw widthOf(column, elements.size());
            }
            whole &= copy(elements, numbers, at, features[column], faults);
            at += elements.size();
        }
        if (at != width && whole) {
            throw widthOf(features.length - 1, -1);
        }
        return whole ? Optional.of(new Sample<>(numbers, value.getAsDouble())) : Optional.empty();
    }

    /** Whether all elements are finite numbers; a fault is counted once for each row. */
    private static boolean copy(Collection<?> elements, double[] into, int offset, String column, CellFaults faults) {
        int at = offset;
        for (Object element : elements) {
            if (element == null) {
                faults.missing(column);
                return false;
            }
            into[at] = ((Number) element).doubleValue();
            if (!Double.isFinite(into[at++])) {
                faults.notFinite(column);
                return false;
            }
        }
        return true;
    }

    private BnException widthOf(int column, int elements) {
        return new BnException("a row has " + (elements < 0 ? "fewer" : "more") + " than " + width + " numbers in columns "
                + features[0] + " to " + features[column] + ", and the network reads " + width
                + "; choose the columns by --features");
    }
}
