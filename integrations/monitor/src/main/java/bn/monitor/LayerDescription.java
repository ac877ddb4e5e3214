package bn.monitor;

import bn.api.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * A batch normalization of the monitored network.
 *
 * @param name its name in the network; the key of its readings
 * @param channels number of channels, at least 1
 * @param eps what it adds to the variance; NaN if that is not known
 * @param linear name of the linear map whose outputs it normalizes; null if there is none, or it was not found
 * @param note what its readings lack, and why; null if they lack nothing
 */
public record LayerDescription(String name, int channels, double eps, @Nullable String linear, @Nullable String note) {

    /** Checks the number of channels. */
    public LayerDescription {
        if (channels < 1) {
            throw new InvalidRequestException("the batch normalization " + name + " has " + channels
                    + " channels; it must have at least 1");
        }
    }
}
