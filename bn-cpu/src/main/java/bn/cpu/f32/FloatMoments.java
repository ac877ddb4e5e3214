package bn.cpu.f32;

import static bn.cpu.memory.CpuTensor.floatPointer;
import static bn.cpu.memory.CpuTensor.floats;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasUpper;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_ssyrk;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.MomentsAccumulator;
import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelMoments;
import bn.cpu.channels.TileBuffer;
import bn.cpu.memory.CpuTensor;
import bn.cpu.memory.OffHeapMemory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.ThreadTeam;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Accumulates moments, a block of rows at a time. A block B is centred on its own mean into a temporary tensor, and OpenBLAS adds
 * B^T B to the scatter. One more row is appended to B: the difference between the mean of the block and the mean so far, scaled
 * as in the merging formula of Chan, Golub and LeVeque (1983).
 */
final class FloatMoments implements MomentsAccumulator {
    private static final int ROWS = 1024;

    private final ThreadTeam team;
    private final OpenBlas blas;
    private final int features;
    private final CpuTensor scatter;
    private final CpuTensor centred;
    private final double[] mean;
    private final ChannelMoments blockMoments = new ChannelMoments();
    private final FloatLoops loops;
    private final FloatChannelStatistics[] channels;
    private final float[][] tiles;
    private long count;

    FloatMoments(OffHeapMemory memory, ThreadTeam team, OpenBlas blas, int features) {
        this.team = team;
        this.blas = blas;
        this.features = features;
        scatter = memory.allocate(DType.FLOAT32, Shape.of(features, features));
        centred = memory.allocate(DType.FLOAT32, Shape.of(ROWS + 1, features));
        mean = new double[features];
        loops = FloatLoops.create();
        channels = Stream.generate(() -> new FloatChannelStatistics(FloatLoops.create())).limit(team.size())
                .toArray(FloatChannelStatistics[]::new);
        tiles = new float[team.size()][TileBuffer.LENGTH];
    }

    @Override
    public void add(Tensor x) {
        int rows = x.shape().size(0);
        for (int i = 0; i < rows; i += ROWS) {
            int some = Math.min(ROWS, rows - i);
            add(loops.view(x.rows(i, some)), ChannelLayout.ofMatrix(some, features));
        }
    }

    private void add(FloatView x, ChannelLayout layout) {
        FloatBuffer target = floats(centred);
        blockMoments.prepare(layout);
        team.parallelFor(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = from; i < to; i++) {
                channels[thread].measure(x, layout, layout.block(i), blockMoments);
            }
        });
        blockMoments.merge(layout);
        team.parallelFor(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = to - 1; i >= from; i--) {
                centre(x.floats(), layout.block(i), tiles[thread], target);
            }
        });
        merge(layout.rows(), target);
        FloatPointer a = floatPointer(centred);
        FloatPointer c = floatPointer(scatter);
        int k = layout.rows() + 1;
        blas.run(() -> cblas_ssyrk(CblasRowMajor, CblasUpper, CblasTrans, features, k, 1, a, features, 1, c, features));
        count += layout.rows();
    }

    private void centre(FloatBuffer x, ChannelLayout.Block block, float[] tile, FloatBuffer target) {
        int width = block.to() - block.from();
        int at = block.firstRow() * features + block.from();
        for (int i = 0; i < block.rows(); i++, at += features) {
            x.get(at, tile, 0, width);
            for (int j = 0; j < width; j++) {
                tile[j] = (float) (tile[j] - blockMoments.mean()[block.from() + j]);
            }
            target.put(at, tile, 0, width);
        }
    }

    /** Updates the mean, and writes the scaled difference of the means after the centred rows. */
    private void merge(int rows, FloatBuffer target) {
        double fraction = (double) rows / (count + rows);
        double weight = Math.sqrt(count * fraction);
        for (int j = 0; j < features; j++) {
            double step = blockMoments.mean()[j] - mean[j];
            target.put(rows * features + j, (float) (weight * step));
            mean[j] += fraction * step;
        }
    }

    @Override
    public Moments result() {
        if (count == 0) {
            throw new IllegalStateException("no moments: nothing was added");
        }
        double[] full = scatter.toDoubles();
        for (int i = 0; i < features; i++) {
            for (int j = 0; j < i; j++) {
                full[i * features + j] = full[j * features + i];
            }
        }
        return new Moments(count, mean.clone(), full);
    }

    @Override
    public void close() {
        scatter.close();
        centred.close();
    }
}
