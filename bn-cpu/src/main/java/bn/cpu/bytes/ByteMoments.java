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
import bn.cpu.memory.Memory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.Team;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Moments of bytes by products in float32 that do not round. Bytes are moved to -128 .. 127; products of two are then at most
 * 2^14, and sums over 2^10 rows at most 2^24, up to which float32 holds every whole number: the sum is exact in whichever order
 * OpenBLAS adds. These sums are added up in float64. A column of ones brings the sums of the columns.
 */
public final class ByteMoments implements ByteMomentsAccumulator {
    private static final int ROWS = 1 << 10;

    private final Team team;
    private final OpenBlas blas;
    private final int features;
    private final int width;
    private final CpuTensor rows;
    private final CpuTensor product;
    private final ByteSums sums;
    private final float[][] tiles;

    /** An empty accumulator of rows of so many bytes. */
    public ByteMoments(Memory memory, Team team, OpenBlas blas, int features) {
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
        team.split((long) count * width, count, 1, (part, from, to) -> {
            float[] tile = tiles[part];
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

    /** A unit of work is a long row of the triangle and a short one: all are of one size. */
    private void addProduct(int count) {
        FloatBuffer source = floats(product);
        sums.begin(count);
        team.split((long) width * width / 2, (width + 1) / 2, 1, (part, from, to) -> {
            for (int i = from; i < to; i++) {
                sums.add(i, source, tiles[part]);
                if (i != features - i) {
                    sums.add(features - i, source, tiles[part]);
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
