package bn.experiments.data.npy;

import bn.experiments.data.CountingInputStream;
import bn.experiments.data.DataException;
import bn.experiments.result.MaxHeap;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An array that is open for reading row by row as float64. An array in row-major order needs only the memory of a buffer; one in
 * column-major order is read as a whole first.
 */
public final class NpyArray implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final String where;
    private final InputStream in;
    private final boolean checksum;
    private final NpyHeader header;
    private final ByteBuffer buffer;
    private final double[] whole;
    /** The number of bytes that were not yet read into the buffer. */
    private long left;
    private long done;

    /**
     * Reads the header.
     *
     * @param where names the array in messages
     * @param size the size of header and elements in bytes
     * @param checksum whether the stream verifies a checksum at its end
     * @throws DataException if there is no array, its size is wrong, or its type is not supported
     */
    NpyArray(String where, InputStream in, long size, boolean checksum) throws IOException {
        this.where = where;
        this.in = in;
        this.checksum = checksum;
        CountingInputStream counted = new CountingInputStream(in);
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

    /** The position of the next element in the buffer. */
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

    /** The number of rows; for a vector, its length. */
    public long rows() {
        return header.rows();
    }

    /** The number of columns; for a vector, 1. */
    public int columns() {
        return header.columns();
    }

    /** Whether the elements are integers or booleans, and not floating-point numbers. */
    boolean integers() {
        return header.type().kind() != 'f';
    }

    /** The name of the array in messages. */
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
     * @param into receives row i from index offset + i * stride on
     * @param most the maximum number of rows
     * @return the number of rows read; 0 at the end
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

    /** All elements in row-major order. */
    public double[] readAll() {
        double[] values = MaxHeap.numbers(where, header.rows() * header.columns(), "use smaller arrays");
        read(values, 0, header.columns(), (int) header.rows());
        return values;
    }

    /**
     * To be called after the last row that is needed: if there is a checksum, the rest is read to verify it.
     *
     * @throws DataException if the checksum is wrong
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
     * Checks that an element is finite.
     *
     * @throws DataException if it is not; the message contains row and column
     */
    public void requireFinite(double value, long row, int column) {
        if (!Double.isFinite(value)) {
            throw new DataException(where + " holds " + value + " in row " + (row + 1) + ", column " + (column + 1)
                    + " (counted from 1); every element must be a finite number");
        }
    }

    /** All elements of a vector of texts. */
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
