package bn.experiments.model;

import bn.api.BnException;
import bn.api.kernel.VarianceEstimator;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.result.Json;
import bn.experiments.result.Safetensors;
import bn.experiments.run.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a checkpoint of this project says about its training that files of other formats do not hold.
 *
 * @param runningVariance which estimate of the variance its running variances are averages of, if it says so
 * @param images how the images are normalized that the network takes, if they are
 */
public record CheckpointFacts(Optional<VarianceEstimator> runningVariance, Optional<ChannelNormalization> images) {
    private static final String RUNNING_VARIANCE = "runningVariance";

    /**
     * The facts of the file that a model was read from; none if it is not a checkpoint.
     *
     * @throws BnException if its metadata are damaged
     */
    public static CheckpointFacts of(Model model) {
        if (!model.format().equals(ModelReader.CHECKPOINT)) {
            return new CheckpointFacts(Optional.empty(), Optional.empty());
        }
        Path file = model.file().path();
        Map<String, String> metadata = Safetensors.index(file).metadata();
        Optional<VarianceEstimator> variance = Optional.ofNullable(metadata.get(RUNNING_VARIANCE))
                .map(name -> Arrays.stream(VarianceEstimator.values()).filter(each -> each.name().equals(name)).findFirst()
                        .orElseThrow(() -> new BnException(
                                "the metadata of " + file + " are damaged: there is no running variance '" + name + "'")));
        String what = "the metadata '" + Checkpoint.IMAGE_NORMALIZATION + "' of " + file;
        Optional<ChannelNormalization> images = Optional.ofNullable(metadata.get(Checkpoint.IMAGE_NORMALIZATION))
                .map(text -> Json.read(Json.parse(text.getBytes(StandardCharsets.UTF_8), what), ChannelNormalization.class,
                        what));
        return new CheckpointFacts(variance, images);
    }
}
