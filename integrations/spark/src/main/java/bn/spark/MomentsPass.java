package bn.spark;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What a task does with the rows of a partition.
 *
 * @param layout how rows become numbers
 * @param features number of features
 * @param classColumn where the class is: a column of text; {@link #NUMBER} if it is the number after the features; {@link #NONE} if
 *     there are no classes
 * @param mostClasses if there are more, they are given up
 */
record MomentsPass(RowLayout layout, int features, int classColumn, int mostClasses) implements Serializable {
    static final int NONE = -1;
    static final int NUMBER = -2;
    /** Rows that are handed on at once: more than enough to use the caches, and half a megabyte for 100 columns. */
    private static final int BLOCK = 508;

    PartMoments empty() {
        return new PartMoments(this);
    }

    /** The moments of a partition's rows. */
    Iterator<PartMoments> of(Iterator<InternalRow> rows) {
        PartMoments part = empty();
        int width = layout.width();
        double[] block = new double[BLOCK * width];
        int count = 0;
        while (rows.hasNext()) {
            InternalRow row = rows.next();
            RowState state = layout.read(row, block, count * width, part.faults());
            if (classColumn >= 0 && row.isNullAt(classColumn)) {
                part.faults().isNull(classColumn);
                state = RowState.NULL;
            }
            if (state == RowState.GOOD) {
                addToClass(part, row, block, count * width);
                count++;
            } else if (state == RowState.NULL) {
                part.skip();
            }
            if (count == BLOCK) {
                part.moments().add(block, 0, count);
                count = 0;
            }
        }
        part.moments().add(block, 0, count);
        return List.of(part).iterator();
    }

    private void addToClass(PartMoments part, InternalRow row, double[] block, int start) {
        if (classColumn >= 0) {
            part.classes().add(row.getUTF8String(classColumn), UTF8String::clone, block, start);
        } else if (classColumn == NUMBER) {
            // -0 is 0
            part.classes().add(block[start + features] + 0.0, key -> key, block, start);
        }
    }
}
