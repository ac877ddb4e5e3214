package bn.spark.network;

import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.sql.Row;

/**
 * Reads rows with the content of an image file and a target.
 *
 * @param column name of the column with the image
 * @param image its number in the row
 * @param target number of the column with the target
 */
record ImageRowDecoder(String column, int image, int target, ImageDecoder images, TargetReader targets)
        implements
            SampleDecoder<Row, byte[]> {

    @Override
    public SampleKind<byte[]> kind() {
        return images.kind();
    }

    @Override
    public Optional<Sample<byte[]>> decode(Row row, CellFaults faults) {
        OptionalDouble value = targets.read(row.get(target), faults);
        if (row.isNullAt(image)) {
            faults.missing(column);
            return Optional.empty();
        }
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Sample<>(images.decode(name(row), (byte[]) row.get(image)), value.getAsDouble()));
    }

    /** Says which row, for a user who looks for it: its other cells. */
    private String name(Row row) {
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < row.length(); i++) {
            if (i != image) {
                cells.append(cells.isEmpty() ? "" : ", ").append(row.schema().fields()[i].name()).append(' ').append(row.get(i));
            }
        }
        return "the image in column " + column + " of the row with " + cells;
    }
}
