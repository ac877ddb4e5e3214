package bn.experiments.train;

import bn.api.backend.Backend;
import bn.api.kernel.Loss;
import bn.experiments.data.Examples;
import bn.experiments.network.Network;

/**
 * Loss and accuracy of a network on examples, in inference mode.
 *
 * @param loss mean loss; NaN without examples
 * @param accuracy fraction of examples whose largest output is that of the correct class; NaN without examples
 */
public record Evaluation(double loss, double accuracy) {

    /** Runs the network over all examples. */
    public static Evaluation of(Backend backend, Network network, Examples examples, Loss loss) {
        return examples.count() == 0 ? new Evaluation(Double.NaN, Double.NaN)
                : EvaluationSums.of(backend, network, examples, loss).evaluation();
    }
}
