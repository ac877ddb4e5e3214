package bn.experiments.run;

import bn.api.UsageException;
import bn.api.backend.Backend;
import bn.experiments.data.Content;
import bn.experiments.fold.FoldedRates;
import bn.experiments.network.Network;
import bn.experiments.train.DataWeightedPenalty;
import bn.experiments.train.TrainingPlan;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A checkpoint that a run goes on from.
 *
 * @param checkpoint the state to start with
 * @param rates whether the penalties of the rates in it act on the hidden layers (T11)
 */
public record StartingPoint(Checkpoint checkpoint, boolean rates) {

    /** Checks that rates are there if they are wanted. */
    public StartingPoint {
        if (rates && FoldedRates.in(checkpoint.arrays()).isEmpty()) {
            throw new UsageException(checkpoint.file() + " holds no rates; make one that does by bn fold, or use --rates none");
        }
    }

    /**
     * Checks that a plan trains the network of the checkpoint.
     *
     * @throws UsageException if it does not
     */
    public void check(TrainingPlan plan) {
        if (!plan.architecture().equals(checkpoint.architecture())) {
            throw new UsageException("--arch " + plan.architecture() + " contradicts " + checkpoint.file()
                    + ", which holds a network " + checkpoint.architecture() + "; leave --arch out");
        }
        if (!plan.normalization().equals(checkpoint.normalization())) {
            throw new UsageException(checkpoint.file() + " holds a network with normalization " + checkpoint.normalization()
                    + ", and --norm is " + plan.normalization() + "; use --norm " + checkpoint.normalization()
                    + (plan.normalization().equals(Checkpoint.NO_NORMALIZATION) ? ", or fold it first by bn fold" : ""));
        }
    }

    /** The penalty for a network that was set to the checkpoint, if its rates are to act. */
    Optional<DataWeightedPenalty> penalty(Backend backend, Network network) {
        return rates ? Optional.of(new DataWeightedPenalty(backend, network,
                FoldedRates.in(checkpoint.arrays()).orElseThrow().lambda()))
                : Optional.empty();
    }

    /** What a run must repeat to be resumed, by the names of the options of {@code bn train}. */
    Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        try {
            settings.put("init", Content.sha256(checkpoint.file()));
        } catch (IOException e) {
            throw Content.explain(checkpoint.file(), e);
        }
        settings.put("rates", rates ? "from-init" : "none");
        return settings;
    }
}
