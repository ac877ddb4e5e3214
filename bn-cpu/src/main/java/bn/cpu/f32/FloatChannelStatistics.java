package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import bn.cpu.channels.ChannelMoments;
import bn.cpu.channels.TileBuffer;

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
        int last = layout.endColumn(block);
        for (int tile = layout.firstColumn(block); tile < last; tile += TileBuffer.WIDTH) {
            int width = Math.min(TileBuffer.WIDTH, last - tile);
            columns.measure(x, layout.region(block, tile, width));
            if (layout.columnsPerChannel() == 1) {
                System.arraycopy(columns.mean, 0, moments.mean(), origin + tile, width);
                System.arraycopy(columns.scatter, 0, moments.scatter(), origin + tile, width);
            } else if (layout.repeats() > 1) {
                for (int channel = 0; channel < layout.channels(); channel++) {
                    merge(moments, origin + channel, block.rows(), 0, channel, layout.channels(), layout.repeats());
                }
            } else {
                for (int j = 0; j < width;) {
                    int channel = (tile + j) / spatialSize;
                    int end = Math.min(width, (channel + 1) * spatialSize - tile);
                    merge(moments, origin + channel, block.rows(), tile + j - channel * spatialSize, j, 1, end - j);
                    j = end;
                }
            }
        }
    }

    /**
     * Merges some columns of the tile into a channel: the first one, and others at equal distances. Some columns of that channel
     * ({@code before}) may have been merged already.
     */
    private void merge(ChannelMoments moments, int channel, int rows, int before, int first, int distance, int count) {
        int end = first + count * distance;
        double offset = 0;
        for (int j = first; j < end; j += distance) {
            offset += columns.mean[j] - columns.mean[first];
        }
        double mean = columns.mean[first] + offset / count;
        double scatter = 0;
        for (int j = first; j < end; j += distance) {
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
}
