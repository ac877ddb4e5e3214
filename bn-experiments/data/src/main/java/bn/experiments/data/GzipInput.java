package bn.experiments.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * What a gzip file holds: all its members, which may stand one behind the other. Damage in any of them and bytes behind the last
 * are a {@link ZipException}; {@code java.util.zip.GZIPInputStream} may end silently at both.
 */
final class GzipInput extends FilterInputStream {

    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Reads the first header. */
    GzipInput(InputStream raw, int buffer) throws IOException {
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

    private static <T> T checked(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException e) {
            throw (IOException) new ZipException(e.getMessage() == null ? "it ends too early" : e.getMessage()).initCause(e);
        }
    }
}
