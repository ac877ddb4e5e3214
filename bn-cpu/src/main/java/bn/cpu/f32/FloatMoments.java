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
import bn.cpu.channels.Tile;
import bn.cpu.memory.CpuTensor;
import bn.cpu.memory.Memory;
import bn.cpu.threads.OpenBlas;
import bn.cpu.threads.Team;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Moments, some rows at a time: these are centred on their own mean into scratch memory, and OpenBLAS adds their product with
 * themselves to the scatter. One more row is the step between the means, scaled as Chan, Golub and LeVeque (1983) merge them.
 */
final class FloatMoments implements MomentsAccumulator {
    private static final int ROWS = 1024;

    private final Team team;
    private final OpenBlas blas;
    private final int features;
    private final CpuTensor scatter;
    private final CpuTensor centred;
    private final double[] mean;
    private final ChannelMoments part = new ChannelMoments();
    private final FloatLoops loops;
    private final FloatChannels[] channels;
    private final float[][] tiles;
    private long count;

    FloatMoments(Memory memory, Team team, OpenBlas blas, int features) {
        this.team = team;
        this.blas = blas;
        this.features = features;
        scatter = memory.allocate(DType.FLOAT32, Shape.of(features, features));
        centred = memory.allocate(DType.FLOAT32, Shape.of(ROWS + 1, features));
        mean = new double[features];
        loops = FloatLoops.create();
        channels = Stream.generate(() -> new FloatChannels(FloatLoops.create())).limit(team.size()).toArray(FloatChannels[]::new);
        tiles = new float[team.size()][Tile.LENGTH];
    }

    @Override
    public void add(Tensor x) {
        int rows = x.shape().size(0);
        for (int i = 0; i < rows; i += ROWS) {
            int some = Math.min(ROWS, rows - i);
            add(loops.span(x.rows(i, some)), new ChannelLayout(some, features, 1));
        }
    }

    private void add(FloatSpan x, ChannelLayout layout) {
        FloatBuffer target = floats(centred);
        part.prepare(layout);
        team.split(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
            for (int i = from; i < to; i++) {
                channels[thread].measure(x, layout, layout.block(i), part);
            }
        });
        part.merge(layout);
        team.split(layout.elements(), layout.blocks(), 1, (thread, from, to) -> {
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
                tile[j] = (float) (tile[j] - part.mean()[block.from() + j]);
            }
            target.put(at, tile, 0, width);
        }
    }

    /** Moves the mean, and writes the scaled step behind the centred rows. */
    private void merge(int rows, FloatBuffer target) {
        double share = (double) rows / (count + rows);
        double weight = Math.sqrt(count * share);
        for (int j = 0; j < features; j++) {
            double step = part.mean()[j] - mean[j];
            target.put(rows * features + j, (float) (weight * step));
            mean[j] += share * step;
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
