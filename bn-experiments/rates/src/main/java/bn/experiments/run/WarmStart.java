package bn.experiments.run;

import bn.api.InvalidRequestException;
import bn.api.Remedy;
import bn.api.backend.Backend;
import bn.api.norm.Affine;
import bn.api.norm.NormalizationOptions;
import bn.api.norm.NormalizationProvider;
import bn.experiments.data.ChannelNormalization;
import bn.experiments.data.GunzippedFile;
import bn.experiments.fold.FoldedRates;
import bn.experiments.network.Network;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint whose network a run starts with.
 *
 * @param checkpoint the network to start with
 * @param rates whether the rates in the checkpoint penalize the layers that had a normalization (T11)
 * @param through whether this penalty is differentiated through the statistics of the layers, too (T14)
 */
public record WarmStart(Checkpoint checkpoint, boolean rates, boolean through) {

    /** Checks that the checkpoint has rates if they are wanted. */
    public WarmStart {
        if (through && !rates) {
            throw new IllegalArgumentException("without rates there is no penalty to differentiate");
        }
        if (rates && FoldedRates.in(checkpoint.architecture(), checkpoint.arrays()).isEmpty()) {
            throw new InvalidRequestException(
                    checkpoint.file() + " holds no rates; fold a network to get them, or start without rates",
                    RunRemedy.FOLD, RunRemedy.NO_RATES);
        }
    }

    /** With a penalty, if any, whose statistics are constants of each step. */
    public WarmStart(Checkpoint checkpoint, boolean rates) {
        this(checkpoint, rates, false);
    }

    /**
     * Checks that a plan trains the network of the checkpoint.
     *
     * @throws InvalidRequestException if it does not
     */
    public void check(TrainingPlan plan) {
        if (!plan.architecture().withDropout(0).equals(checkpoint.architecture().withDropout(0))) {
            throw new InvalidRequestException("the architecture " + plan.architecture() + " contradicts " + checkpoint.file()
                    + ", which holds a network " + checkpoint.architecture() + "; take it from the checkpoint",
                    RunRemedy.ARCHITECTURE);
        }
        if (!plan.normalization().equals(checkpoint.normalization())) {
            boolean none = plan.normalization().equals(Checkpoint.NO_NORMALIZATION);
            throw new InvalidRequestException(checkpoint.file() + " holds a network with normalization "
                    + checkpoint.normalization() + ", and " + plan.normalization() + " is asked for; use "
                    + checkpoint.normalization()
                    + (none ? ", or fold the network first" : ""),
                    none
                            ? new Remedy[] {RunRemedy.NORMALIZATION, RunRemedy.FOLD} : new Remedy[] {RunRemedy.NORMALIZATION});
        }
        if (normalized(plan) && affine(plan).betaLearned() != checkpoint.conventions().affine().betaLearned()) {
            // Beta takes the place of the product's bias: the arrays are others.
            throw new InvalidRequestException((affine(plan).betaLearned() ? "beta is to be learned, and the network of "
                    + checkpoint.file() + " has none"
                    : "beta is not to be learned, and the network of " + checkpoint.file() + " learns it")
                    + "; take gamma and beta from the checkpoint", RunRemedy.AFFINE);
        }
    }

    /**
     * Checks that the network's outputs have the same meaning for the data.
     *
     * @throws InvalidRequestException if the classes are the same in another order, or the task is another
     */
    void check(DataIdentity now) {
        checkpoint.data().ifPresent(before -> {
            boolean permuted = !before.classNames().equals(now.classNames())
                    && new HashSet<>(before.classNames()).equals(new HashSet<>(now.classNames()));
            if (permuted || before.task() != now.task()) {
                throw new InvalidRequestException("the network of " + checkpoint.file() + " cannot go on with these data: "
                        + (permuted
                                ? "its outputs are the classes " + before.classNames() + ", those of the data are "
                                        + now.classNames()
                                : "it was trained for " + before.task() + ", and these data are for " + now.task()));
            }
        });
    }

    /** A note for the user if the data are not those that the checkpoint was trained on. */
    Optional<String> note(DataIdentity now) {
        if (checkpoint.data().isEmpty()) {
            return Optional.of(checkpoint.file() + " does not say what it was trained on; make sure that its outputs are "
                    + (now.classNames().isEmpty() ? now.target() : "the classes " + now.classNames()) + " in this order");
        }
        List<String> differences = checkpoint.data().get().differences(now);
        return differences.isEmpty() ? Optional.empty()
                : Optional.of("the data are not those of " + checkpoint.file() + ": " + String.join("; ", differences));
    }

    private static boolean normalized(TrainingPlan plan) {
        return !plan.normalization().equals(Checkpoint.NO_NORMALIZATION) && plan.architecture().layers() > 1;
    }

    private static Affine affine(TrainingPlan plan) {
        return plan.normalizationOptions().affine();
    }

    /** In words, the settings of the plan that differ from those of the checkpoint. */
    public List<String> changes(TrainingPlan plan) {
        List<String> changes = new ArrayList<>();
        compare("architecture", checkpoint.architecture(), plan.architecture(), changes);
        compare("image normalization", text(checkpoint.imageNormalization()), text(plan.preprocessing().normalization()),
                changes);
        compare("dtype", checkpoint.dtype().label(), plan.dtype().label(), changes);
        if (normalized(plan)) {
            NormalizationOptions before = checkpoint.conventions();
            NormalizationOptions now = plan.normalizationOptions();
            compare("eps", before.eps(), now.eps(), changes);
            compare("running average", before.runningAverage(), now.runningAverage(), changes);
            compare("running variance", before.runningVariance(), now.runningVariance(), changes);
            compare("gamma", gamma(before.affine()), gamma(now.affine()), changes);
        }
        return changes;
    }

    private static String text(Optional<ChannelNormalization> normalization) {
        return normalization.map(channels -> "by means " + channels.mean() + " and deviations " + channels.deviation())
                .orElse("none");
    }

    private static String gamma(Affine affine) {
        return affine.gammaLearned() ? "learned" : "fixed at " + affine.initialGamma();
    }

    private static void compare(String what, Object before, Object now, List<String> changes) {
        if (!before.equals(now)) {
            changes.add(what + " is " + now + ", in the checkpoint " + before);
        }
    }

    /**
     * Copies the network of the checkpoint into the network of a plan; a gamma that the plan fixes keeps its value.
     *
     * @throws bn.api.BnException if the checkpoint does not hold the network that it says
     */
    void initialize(Network network, Backend backend, NormalizationProvider provider) {
        Map<String, double[]> state;
        try (Network saved = checkpoint.open(backend, provider, network.spec().maxBatch())) {
            state = saved.state();
        }
        Affine affine = network.spec().normalization().affine();
        if (!affine.gammaLearned()) {
            state.forEach((name, values) -> {
                if (name.endsWith(".norm.gamma")) {
                    Arrays.fill(values, affine.initialGamma());
                }
            });
        }
        network.restore(state);
        CheckpointArrays.requireFinite(network.state(),
                checkpoint.file() + " does not fit into " + network.spec().dtype().label() + ": ",
                "; keep the dtype of the checkpoint");
    }

    /** The penalty by the rates of the checkpoint, for a network that was initialized from it; empty if it is not wanted. */
    Optional<DataWeightedPenalty> penalty(Backend backend, Network network) {
        return rates ? Optional.of(new DataWeightedPenalty(backend, network,
                FoldedRates.in(checkpoint.architecture(), checkpoint.arrays()).orElseThrow().lambda(), through))
                : Optional.empty();
    }

    /** The settings that a run must repeat to be resumed, by the names of the options of {@code bn train}. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        try {
            settings.put("init", GunzippedFile.sha256(checkpoint.file()));
        } catch (IOException e) {
            throw GunzippedFile.explain(checkpoint.file(), e);
        }
        settings.put("rates", rates ? "from-init" : "none");
        if (through) {
            // Only then, so that runs from before this setting can be resumed.
            settings.put("through", true);
        }
        return settings;
    }
}
