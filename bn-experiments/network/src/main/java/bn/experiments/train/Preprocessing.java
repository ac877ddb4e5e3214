package bn.experiments.train;

import bn.api.InvalidRequestException;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.Dataset;
import bn.experiments.data.Examples;
import bn.experiments.data.Task;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of examples before a network is trained on them.
 *
 * @param normalization of the channels of images, in evaluations too; empty for none
 * @param augmentation of the training images
 * @param labelSmoothing fraction s of the probability of an example's class that is given to all K classes in equal parts: the
 *     targets are 1 - s + s/K for the class and s/K for the others, from 0 to less than 1 (Szegedy et al. 2016, section 7)
 */
public record Preprocessing(Optional<ChannelNormalization> normalization, Augmentation augmentation, double labelSmoothing) {
    /** Examples stay as they are. */
    public static final Preprocessing NONE = new Preprocessing(Optional.empty(), Augmentation.NONE, 0);

    /** Checks the ranges. */
    public Preprocessing {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new InvalidRequestException("the label smoothing is from 0 to less than 1, got " + labelSmoothing);
        }
    }

    /**
     * A data set as a network sees it: with normalized images.
     *
     * @throws InvalidRequestException if the examples are no images of as many channels, and there is a normalization
     */
    public Dataset normalized(Dataset dataset) {
        return normalization.map(dataset::normalized).orElse(dataset);
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

    /** By the names of the options of {@code bn train}; label smoothing and normalization only where they are used. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("crop", augmentation.crop());
        settings.put("flip", augmentation.flip());
        if (labelSmoothing > 0) {
            settings.put("label-smoothing", labelSmoothing);
        }
        normalization.ifPresent(channels -> {
            settings.put("mean", channels.mean());
            settings.put("std", channels.deviation());
        });
        return settings;
    }
}
