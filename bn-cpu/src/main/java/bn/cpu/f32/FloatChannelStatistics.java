package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelMoments;
import bn.cpu.channels.TileBuffer;
import java.util.Arrays;

/** Mean and scatter of the channels of a block, from those of its columns. */
final class FloatChannelStatistics {
    private final FloatColumnStatistics columns;

    FloatChannelStatistics(FloatLoops loops) {
        columns = new FloatColumnStatistics(loops);
    }

    /** Mean and scatter of the channels of a block. */
    void measure(FloatView x, ChannelLayout layout, ChannelLayout.Block block, ChannelMoments moments) {
        int spatialSize = layout.spatialSize();
        int origin = block.band() * layout.channels();
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            columns.measure(x, layout.region(block, tile, width));
            if (spatialSize == 1) {
                // Each column is a channel.
                System.arraycopy(columns.mean, 0, moments.mean(), origin + tile, width);
                System.arraycopy(columns.scatter, 0, moments.scatter(), origin + tile, width);
                continue;
            }
            for (int j = 0; j < width;) {
                int channel = (tile + j) / spatialSize;
                int end = Math.min(width, (channel + 1) * spatialSize - tile);
                merge(moments, origin + channel, block.rows(), tile + j - channel * spatialSize, j, end);
                j = end;
            }
        }
    }

    /** Merges columns of the tile into a channel. Some columns of that channel ({@code before}) may have been merged already. */
    private void merge(ChannelMoments moments, int channel, int rows, int before, int from, int to) {
        int count = to - from;
        double offset = 0;
        for (int j = from; j < to; j++) {
            offset += columns.mean[j] - columns.mean[from];
        }
        double mean = columns.mean[from] + offset / count;
        double scatter = 0;
        for (int j = from; j < to; j++) {
            double d = columns.mean[j] - mean;
            scatter += columns.scatter[j] + rows * d * d;
        }
        if (before == 0) {
            moments.mean()[channel] = mean;
            moments.scatter()[channel] = scatter;
        } else {
            double fraction = (double) count / (before + count);
            double step = mean - moments.mean()[channel];
            moments.mean()[channel] += fraction * step;
            moments.scatter()[channel] += scatter + rows * before * fraction * step * step;
        }
    }

    /** Writes to each column of a tile the coefficient of its channel. The tile starts at the given column of the matrix. */
    static void broadcast(float[] coefficient, int spatialSize, int column, float[] tile, int width) {
        if (spatialSize == 1) {
            System.arraycopy(coefficient, column, tile, 0, width);
            return;
        }
        for (int j = 0; j < width;) {
            int channel = (column + j) / spatialSize;
            int end = Math.min(width, (channel + 1) * spatialSize - column);
            Arrays.fill(tile, j, end, coefficient[channel]);
            j = end;
        }
    }
}
