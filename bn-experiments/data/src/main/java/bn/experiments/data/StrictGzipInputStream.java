package bn.experiments.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The decompressed content of a gzip file with one or more members. Damage in any member and bytes after the last one are a
 * {@link ZipException}; {@code java.util.zip.GZIPInputStream} may end silently at both.
 */
final class StrictGzipInputStream extends FilterInputStream {

    private interface IoSupplier<T> {
        T get() throws IOException;
    }

    /** Reads the first header. */
    StrictGzipInputStream(InputStream raw, int buffer) throws IOException {
        super(checked(() -> GzipCompressorInputStream.builder().setInputStream(raw).setDecompressConcatenated(true)
                .setBufferSize(buffer).get()));
    }

    @Override
    public int read() throws IOException {
        return checked(in::read);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        return checked(() -> in.read(into, offset, length));
    }

    private static <T> T checked(IoSupplier<T> action) throws IOException {
        try {
            return action.get();
        } catch (IOException e) {
            throw (IOException) new ZipException(e.getMessage() == null ? "it ends too early" : e.getMessage()).initCause(e);
        }
    }
}
