package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelMoments;
import bn.cpu.channels.Tile;
import java.util.Arrays;

/** Between columns and channels: measures the channels of blocks, and spreads coefficients of channels over their columns. */
final class FloatChannels {
    private final FloatColumns columns;

    FloatChannels(FloatLoops loops) {
        columns = new FloatColumns(loops);
    }

    /** Mean and scatter of the channels of a block. */
    void measure(FloatSpan x, ChannelLayout layout, ChannelLayout.Block block, ChannelMoments moments) {
        int spatialSize = layout.spatialSize();
        int origin = block.band() * layout.channels();
        int last = block.to() * spatialSize;
        for (int tile = block.from() * spatialSize; tile < last; tile += Tile.WIDTH) {
            int width = Math.min(Tile.WIDTH, last - tile);
            columns.measure(x, layout.area(block, tile, width));
            if (spatialSize == 1) {
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

    /** Merges columns of the tile into a channel, of which some columns may have been merged before. */
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
            double share = (double) count / (before + count);
            double step = mean - moments.mean()[channel];
            moments.mean()[channel] += share * step;
            moments.scatter()[channel] += scatter + rows * before * share * step * step;
        }
    }

    /** Gives each column of a tile the coefficient of its channel; the tile starts with the given column of the matrix. */
    static void spread(float[] coefficient, int spatialSize, int column, float[] tile, int width) {
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
