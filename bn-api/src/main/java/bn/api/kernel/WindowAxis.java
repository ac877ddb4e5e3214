package bn.api.kernel;

import bn.api.InvalidRequestException;
import java.util.stream.IntStream;

/**
 * One axis of a {@link Window}: output i covers the inputs {@code i stride - before + j dilation} for j from 0 to size - 1.
 * Positions outside the inputs are padding.
 *
 * @param size number of elements of the window, at least 1
 * @param stride distance between the windows of neighbouring outputs, at least 1
 * @param dilation distance between neighbouring elements of a window, at least 1
 * @param before padding before the first input, at least 0
 * @param after padding after the last input, at least 0
 */
public record WindowAxis(int size, int stride, int dilation, int before, int after) {

    /** Checks the ranges. */
    public WindowAxis {
        if (size < 1 || stride < 1 || dilation < 1) {
            throw new InvalidRequestException("size, stride and dilation of a window are at least 1, got " + size + ", " + stride
                    + " and " + dilation);
        }
        if (before < 0 || after < 0) {
            throw new InvalidRequestException("the padding of a window is at least 0, got " + before + " and " + after);
        }
    }

    /** How many neighbouring positions a window reaches over. */
    public long reach() {
        return (size - 1L) * dilation + 1;
    }

    /**
     * Whether a window covers padding alone. Without dilation none does where the padding is smaller than the reach.
     *
     * @throws InvalidRequestException if the window is larger than the inputs with their padding
     */
    public boolean hasEmptyWindow(int inputs) {
        return IntStream.range(0, outputs(inputs)).anyMatch(output -> {
            long first = (long) output * stride - before;
            return IntStream.range(0, size).mapToLong(j -> first + (long) j * dilation).noneMatch(at -> at >= 0 && at < inputs);
        });
    }

    /**
     * Number of outputs for this many inputs.
     *
     * @throws InvalidRequestException if the window is larger than the inputs with their padding
     */
    public int outputs(int inputs) {
        long free = (long) inputs + before + after - reach();
        if (free < 0) {
            throw new InvalidRequestException("a window over " + reach() + " positions is larger than " + inputs
                    + " inputs with a padding of " + before + " and " + after);
        }
        return Math.toIntExact(free / stride + 1);
    }
}
