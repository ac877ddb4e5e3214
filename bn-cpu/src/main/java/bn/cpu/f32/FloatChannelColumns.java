package bn.cpu.f32;

import bn.cpu.channels.ChannelLayout;
import java.util.Arrays;

/** Values of channels as values of columns, and back, for a tile that starts at a column of the matrix of a {@link ChannelLayout}. */
final class FloatChannelColumns {

    private FloatChannelColumns() {}

    /** Writes to each column of the tile the value of its channel. */
    static void broadcast(float[] values, ChannelLayout layout, int column, float[] tile, int width) {
        if (layout.repeats() > 1) {
            for (int j = 0; j < width; j += layout.channels()) {
                System.arraycopy(values, 0, tile, j, layout.channels());
            }
            return;
        }
        if (layout.spatialSize() == 1) {
            System.arraycopy(values, column, tile, 0, width);
            return;
        }
        for (int j = 0; j < width;) {
            int channel = (column + j) / layout.spatialSize();
            int end = Math.min(width, (channel + 1) * layout.spatialSize() - column);
            Arrays.fill(tile, j, end, values[channel]);
            j = end;
        }
    }

    /** Adds the columns of the tile to the values of their channels, of which the first is at the index origin. */
    static void add(double[] tile, ChannelLayout layout, int column, double[] values, int origin, int width) {
        if (layout.repeats() > 1) {
            for (int j = 0; j < width; j += layout.channels()) {
                for (int c = 0; c < layout.channels(); c++) {
                    values[origin + c] += tile[j + c];
                }
            }
            return;
        }
        for (int j = 0; j < width; j++) {
            values[origin + (column + j) / layout.spatialSize()] += tile[j];
        }
    }
}
