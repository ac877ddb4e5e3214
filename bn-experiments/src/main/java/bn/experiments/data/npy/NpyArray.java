package bn.experiments.data.npy;

import bn.experiments.data.Capacity;
import bn.experiments.data.CountedInput;
import bn.experiments.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An array that is open for reading, row after row, as float64. One that stands row by row takes the memory of a few rows;
 * one that stands column by column is read as a whole first.
 */
public final class NpyArray implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final String where;
    private final InputStream in;
    private final NpyHeader header;
    private final ByteBuffer buffer;
    private final double[] whole;
    private long done;

    /**
     * Reads the header.
     *
     * @param where names the array in messages
     * @param size bytes of header and elements
     * @throws DataException if there is no array, of another size, or one that is not read here
     */
    NpyArray(String where, InputStream in, long size) throws IOException {
        this.where = where;
        this.in = in;
        CountedInput counted = new CountedInput(in);
        header = NpyHeader.read(counted, where);
        long available = size - counted.count();
        if (header.bytes() != available) {
            throw new DataException(where + " claims " + header.rows() + " x " + header.columns() + " elements, which are "
                    + header.bytes() + " bytes, but " + available + " bytes follow; it is damaged or truncated: get it again");
        }
        int row = header.columns() * header.type().size();
        buffer = ByteBuffer.allocate(Math.max(1, row) * Math.max(1, BUFFER / Math.max(1, row))).order(header.type().order());
        whole = header.byColumns() && header.columns() > 1 ? readWhole() : null;
    }

    private double[] readWhole() throws IOException {
        long numbers = header.rows() * header.columns();
        if (numbers > Capacity.bytes() / Double.BYTES) {
            throw new DataException(where + " stands column by column (Fortran order) and is too large to be turned in memory; "
                    + "save numpy.ascontiguousarray(array), or give Java more memory with -Xmx");
        }
        double[] values = new double[(int) numbers];
        int size = header.type().size();
        int rows = (int) header.rows();
        for (int done = 0; done < values.length;) {
            int part = Math.min(buffer.capacity() / size, values.length - done);
            fill(part * size);
            for (int i = 0; i < part; i++, done++) {
                values[done % rows * header.columns() + done / rows] = header.type().number(buffer, i * size, where);
            }
        }
        return values;
    }

    private void fill(int bytes) throws IOException {
        int read = in.readNBytes(buffer.array(), 0, bytes);
        if (read < bytes) {
            throw new EOFException(where + " ends too early");
        }
    }

    /** The number of rows; of a vector, its length. */
    public long rows() {
        return header.rows();
    }

    /** The number of columns; of a vector, 1. */
    public int columns() {
        return header.columns();
    }

    /** The array in messages. */
    public String where() {
        return where;
    }

    /** The number of rows read. */
    long done() {
        return done;
    }

    /**
     * Reads the next rows as float64.
     *
     * @param into takes row i from index offset + i * stride on
     * @param most how many at most
     * @return how many were read; 0 at the end
     * @throws DataException if the file cannot be read, or the elements are not numbers
     */
    public int read(double[] into, int offset, int stride, int most) {
        if (header.type().isText()) {
            throw new DataException(where + " holds text where numbers are needed");
        }
        int count = (int) Math.min(most, header.rows() - done);
        int columns = header.columns();
        int size = header.type().size();
        int block = Math.max(1, buffer.capacity() / Math.max(1, columns * size));
        for (int i = 0; i < count; i++, done++) {
            if (whole != null) {
                System.arraycopy(whole, (int) done * columns, into, offset + i * stride, columns);
                continue;
            }
            if (i % block == 0) {
                load(Math.min(block, count - i) * columns * size);
            }
            for (int j = 0; j < columns; j++) {
                into[offset + i * stride + j] = header.type().number(buffer, (i % block * columns + j) * size, where);
            }
        }
        return count;
    }

    /** All elements, row by row. */
    public double[] readAll() {
        long numbers = header.rows() * header.columns();
        if (numbers > Capacity.bytes() / Double.BYTES) {
            throw new DataException(where + " has " + numbers + " numbers, more than fit in memory; give Java more with -Xmx");
        }
        double[] values = new double[(int) numbers];
        read(values, 0, header.columns(), (int) header.rows());
        return values;
    }

    /**
     * Refuses an element that is not finite.
     *
     * @throws DataException that names the place
     */
    public void requireFinite(double value, long row, int column) {
        if (!Double.isFinite(value)) {
            throw new DataException(where + " holds " + value + " in row " + (row + 1) + ", column " + (column + 1)
                    + " (counted from 1); every element must be a finite number");
        }
    }

    /** All elements of an array of text. */
    public List<String> readTexts() {
        if (!header.type().isText() || header.columns() != 1) {
            throw new DataException(where + " holds no vector of texts");
        }
        List<String> texts = new ArrayList<>();
        for (; done < header.rows(); done++) {
            load(header.type().size());
            texts.add(header.type().text(buffer, 0));
        }
        return texts;
    }

    private void load(int bytes) {
        try {
            fill(bytes);
        } catch (IOException e) {
            throw NpyFile.explain(where, e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw NpyFile.explain(where, e);
        }
    }
}
