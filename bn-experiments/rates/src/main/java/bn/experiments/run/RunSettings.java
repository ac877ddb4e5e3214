package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.network.AdamOptions;
import bn.experiments.network.OptimizerOptions;
import bn.experiments.network.SgdOptions;
import bn.experiments.network.WeightDecay;
import bn.experiments.result.Json;
import bn.experiments.result.Reason;
import bn.experiments.train.LearningRateSchedule;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a network is trained, as the files of a run of this program say, or a user.
 *
 * @param optimizer with its weight decays
 * @param schedule of the learning rate
 * @param epochs of the run; 0 if not known
 * @param stepsPerEpoch steps of an epoch; 0 if not known
 */
public record RunSettings(OptimizerOptions optimizer, LearningRateSchedule schedule, int epochs, int stepsPerEpoch) {

    /**
     * The settings of the run that made a checkpoint, without its length; empty if no run did.
     *
     * @throws BnException if the metadata are damaged
     */
    public static Optional<RunSettings> of(Checkpoint checkpoint) {
        String what = "the metadata '" + Checkpoint.RUN + "' of " + checkpoint.file();
        return Optional.ofNullable(checkpoint.metadata().get(Checkpoint.RUN))
                .map(text -> of(Json.parse(text.getBytes(StandardCharsets.UTF_8), what), what, 0));
    }

    /**
     * The settings of the run in a folder.
     *
     * @throws BnException if it holds no run, or its manifest is damaged
     */
    public static RunSettings inFolder(Path folder) {
        Path file = folder.resolve(RunDirectory.MANIFEST);
        try {
            JsonNode manifest = Json.parse(Files.readAllBytes(file), file.toString());
            return of(manifest.path("settings"), "the settings in " + file, manifest.path("trainExamples").asInt());
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ", which says how the run trains: " + Reason.of(e), e);
        }
    }

    /** Steps of the run; 0 if not known. */
    public long steps() {
        return (long) epochs * stepsPerEpoch;
    }

    private static RunSettings of(JsonNode settings, String what, int examples) {
        try {
            int batch = settings.required("batch-size").asInt();
            return new RunSettings(optimizer(settings), LearningRateSchedule.parse(settings.required("schedule").asText()),
                    settings.path("epochs").asInt(), examples / batch);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new BnException(what + " are damaged: " + e.getMessage(), e);
        }
    }

    private static OptimizerOptions optimizer(JsonNode settings) {
        double weights = number(settings, "weight-decay");
        WeightDecay decay = new WeightDecay(weights,
                settings.has("unnormalized-decay") ? number(settings, "unnormalized-decay") : weights,
                number(settings, "gamma-decay"), number(settings, "beta-decay"), number(settings, "bias-decay"));
        if (settings.has("momentum")) {
            return new SgdOptions(number(settings, "lr"), number(settings, "momentum"),
                    settings.path("nesterov").asBoolean(), decay,
                    settings.has("gamma-l1") ? number(settings, "gamma-l1") : 0);
        }
        return new AdamOptions(number(settings, "lr"), number(settings, "beta1"), number(settings, "beta2"),
                number(settings, "adam-eps"), settings.required("optimizer").asText().equals("adamw"), decay);
    }

    private static double number(JsonNode settings, String name) {
        JsonNode value = settings.required(name);
        if (!value.isNumber()) {
            throw new IllegalArgumentException(name + " is no number");
        }
        return value.doubleValue();
    }
}
