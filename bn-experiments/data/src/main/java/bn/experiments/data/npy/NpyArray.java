package bn.experiments.data.npy;

import bn.experiments.result.MaxHeap;
import bn.experiments.data.CountedInput;
import bn.experiments.data.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An array that is open for reading, row after row, as float64. One that stands row by row takes the memory of a buffer; one that
 * stands column by column is read as a whole first.
 */
public final class NpyArray implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final String where;
    private final InputStream in;
    private final boolean checksum;
    private final NpyHeader header;
    private final ByteBuffer buffer;
    private final double[] whole;
    /** Bytes of elements that were not loaded yet. */
    private long left;
    private long done;

    /**
     * Reads the header.
     *
     * @param where names the array in messages
     * @param size bytes of header and elements
     * @param checksum whether the stream checks itself when its end is read
     * @throws DataException if there is no array, of another size, or one that is not read here
     */
    NpyArray(String where, InputStream in, long size, boolean checksum) throws IOException {
        this.where = where;
        this.in = in;
        this.checksum = checksum;
        CountedInput counted = new CountedInput(in);
        header = NpyHeader.read(counted, where);
        left = size - counted.count();
        if (header.bytes() != left) {
            throw new DataException(where + " claims " + header.rows() + " x " + header.columns() + " elements, which are "
                    + header.bytes() + " bytes, but " + left + " bytes follow; it is damaged or truncated: get it again");
        }
        int element = header.type().size();
        buffer = ByteBuffer.allocate(Math.max(1, BUFFER / element) * element).order(header.type().order()).limit(0);
        if (left == 0) {
            requireEnd();
        }
        whole = header.byColumns() && header.columns() > 1 ? readWhole() : null;
    }

    private double[] readWhole() throws IOException {
        double[] values = MaxHeap.numbers(where + " stands column by column (Fortran order) and",
                header.rows() * header.columns(),
                "save numpy.ascontiguousarray(array), which is read row by row");
        int rows = (int) header.rows();
        for (int done = 0; done < values.length; done++) {
            values[done % rows * header.columns() + done / rows] = number();
        }
        return values;
    }

    /** The next element. */
    private double number() throws IOException {
        return header.type().number(buffer, next(), where);
    }

    /** The place of the next element in the buffer. */
    private int next() throws IOException {
        if (!buffer.hasRemaining()) {
            int part = (int) Math.min(buffer.capacity(), left);
            if (in.readNBytes(buffer.array(), 0, part) < part) {
                throw new EOFException("it ends too early");
            }
            buffer.position(0).limit(part);
            left -= part;
            if (left == 0) {
                requireEnd();
            }
        }
        int place = buffer.position();
        buffer.position(place + header.type().size());
        return place;
    }

    private void requireEnd() throws IOException {
        if (in.read() >= 0) {
            throw new DataException(where + " has bytes after its elements; it is damaged: get it again");
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

    /** Whether its elements are whole numbers or truth values, and not floating-point numbers. */
    boolean integers() {
        return header.type().kind() != 'f';
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
        try {
            for (int i = 0; i < count && columns > 0; i++, done++) {
                int start = offset + i * stride;
                if (whole != null) {
                    System.arraycopy(whole, (int) done * columns, into, start, columns);
                    continue;
                }
                for (int j = 0; j < columns; j++) {
                    into[start + j] = number();
                }
            }
        } catch (IOException e) {
            throw NpyFile.explain(where, e);
        }
        return count;
    }

    /** All elements, row by row. */
    public double[] readAll() {
        double[] values = MaxHeap.numbers(where, header.rows() * header.columns(), "use smaller arrays");
        read(values, 0, header.columns(), (int) header.rows());
        return values;
    }

    /**
     * Ends the reading before the last row: if there is a checksum, what is left is read to check it.
     *
     * @throws DataException if it is wrong
     */
    void finish() {
        try {
            if (checksum) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw NpyFile.explain(where, e);
        }
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
        try {
            for (; done < header.rows(); done++) {
                texts.add(header.type().text(buffer, next(), where));
            }
        } catch (IOException e) {
            throw NpyFile.explain(where, e);
        }
        return texts;
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
