package bn.cpu.bytes;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_ssyrk;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.kernel.ByteMomentsAccumulator;
import bn.cpu.memory.CpuTensor;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Exact moments of bytes, by matrix products in float32. 128 is subtracted from each byte, so that values are from -128 to 127.
 * The product of two of them is at most 2^14, and the sum over 2^10 rows at most 2^24. Up to there float32 represents every
 * integer, so the sum is exact in whatever order OpenBLAS adds. The sums of blocks of rows are added up in float64. A column of
 * ones gives the sums of the columns.
 */
public final class ByteMoments implements ByteMomentsAccumulator {
    private static final int ROWS = 1 << 10;

    private final ThreadTeam team;
    private final OpenBlas blas;
    private final int features;
    private final int width;
    private final CpuTensor rows;
    private final CpuTensor product;
    private final ByteSums sums;
    private final float[][] tiles;

    /** An empty accumulator for rows of this many bytes. */
    public ByteMoments(OffHeapMemory memory, ThreadTeam team, OpenBlas blas, int features) {
        if (features < 1) {
            throw new IllegalArgumentException("moments of bytes: features are " + features + ", expected at least 1");
        }
        this.team = team;
        this.blas = blas;
        this.features = features;
        width = features + 1;
        rows = memory.allocate(DType.FLOAT32, Shape.of(ROWS, width));
        product = memory.allocate(DType.FLOAT32, Shape.of(width, width));
        sums = new ByteSums(features);
        tiles = new float[team.size()][width];
    }

    @Override
    public void add(byte[] values, int from, int count) {
        Objects.checkFromIndexSize((long) from * features, (long) count * features, values.length);
        for (int done = 0; done < count; done += ROWS) {
            int some = Math.min(ROWS, count - done);
            write(values, (from + done) * features, some);
            FloatPointer a = floatPointer(rows);
            FloatPointer c = floatPointer(product);
            blas.run(() -> cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, width, some, 1, a, width, 0, c, width));
            addProduct(some);
        }
    }

    private void write(byte[] values, int start, int count) {
        FloatBuffer target = floats(rows);
        team.parallelFor((long) count * width, count, 1, (thread, from, to) -> {
            float[] tile = tiles[thread];
            tile[features] = 1;
            for (int i = from; i < to; i++) {
                int at = start + i * features;
                for (int j = 0; j < features; j++) {
                    tile[j] = Byte.toUnsignedInt(values[at + j]) - ByteSums.CENTRE;
                }
                target.put(i * width, tile, 0, width);
            }
        });
    }

    /** Each unit of work is a long row of the triangle and a short one, so that all units have the same size. */
    private void addProduct(int count) {
        FloatBuffer source = floats(product);
        sums.begin(count);
        team.parallelFor((long) width * width / 2, (width + 1) / 2, 1, (thread, from, to) -> {
            for (int i = from; i < to; i++) {
                sums.add(i, source, tiles[thread]);
                if (i != features - i) {
                    sums.add(features - i, source, tiles[thread]);
                }
            }
        });
    }

    @Override
    public Moments result() {
        return sums.moments();
    }

    @Override
    public void close() {
        rows.close();
        product.close();
    }
}
