package bn.experiments.study.conv;

import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.experiments.identity.IdentityErrors;
import bn.experiments.identity.IdentityInspector;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.stream.LastPass;
import bn.experiments.stream.Stream;
import bn.experiments.stream.StreamBalance;
import bn.experiments.stream.StreamFinder;
import java.util.List;
import java.util.Map;

/**
 * Compares each step of training with T1 to T3 layer by layer, and with T13. The balance of the streams is read when the backward
 * pass has reached the first layer: then all gradients of this step are there, and no parameter has moved yet.
 */
final class StepInspector implements BackwardHook {
    private final IdentityInspector layers;
    private final Linear first;
    private final List<Stream> streams;
    private double balance;
    private int steps;

    /** An inspector of a network whose first layer has a linear map. */
    StepInspector(Backend backend, Network network) {
        layers = new IdentityInspector(backend);
        first = network.layers().get(0).linear();
        streams = StreamFinder.of(network).stream().filter(stream -> stream.obstacle().isEmpty()).toList();
    }

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        layers.beforeLayer(layer, x, dy);
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        layers.afterLayer(linear, x, dz);
        if (linear == first) {
            steps++;
            for (StreamBalance stream : StreamBalance.of(streams, new LastPass())) {
                // Math.max keeps NaN.
                balance = Math.max(balance, stream.channelError());
            }
        }
    }

    /** The largest errors of T1 to T3 so far, by layer. */
    Map<Linear, IdentityErrors> errors() {
        return layers.errors();
    }

    /** The largest relative error of T13 so far, of all channels. */
    double balance() {
        return balance;
    }

    /** How many streams T13 speaks of. */
    int streams() {
        return streams.size();
    }

    /** How many steps there were. */
    int steps() {
        return steps;
    }
}
