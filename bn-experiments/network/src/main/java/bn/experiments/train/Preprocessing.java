package bn.experiments.train;

import bn.api.InvalidRequestException;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of examples before a network is trained on them.
 *
 * @param augmentation of the training images
 * @param labelSmoothing fraction s of the probability of an example's class that is given to all K classes in equal parts: the
 *     targets are 1 - s + s/K for the class and s/K for the others, from 0 to less than 1 (Szegedy et al. 2016, section 7)
 */
public record Preprocessing(Augmentation augmentation, double labelSmoothing) {
    /** Examples stay as they are. */
    public static final Preprocessing NONE = new Preprocessing(Augmentation.NONE, 0);

    /** Checks the ranges. */
    public Preprocessing {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new InvalidRequestException("the label smoothing is from 0 to less than 1, got " + labelSmoothing);
        }
    }

    /**
     * Training examples with smoothed labels.
     *
     * @throws InvalidRequestException if their targets are numbers, and labels are to be smoothed
     */
    public Examples smoothed(Examples train) {
        if (labelSmoothing == 0) {
            return train;
        }
        if (train.task() != Task.CLASSIFICATION) {
            throw new InvalidRequestException("the label smoothing " + labelSmoothing
                    + " has no effect: the targets are numbers, not classes; leave it out");
        }
        return train.smoothed(labelSmoothing);
    }

    /** By the names of the options of {@code bn train}; label smoothing only where it is used. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("crop", augmentation.crop());
        settings.put("flip", augmentation.flip());
        if (labelSmoothing > 0) {
            settings.put("label-smoothing", labelSmoothing);
        }
        return settings;
    }
}
