package bn.experiments.run;

import bn.api.Tensor;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.network.ParameterGroup;
import bn.theory.dynamics.WeightMotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Records in the backward passes of an epoch how the weights before each normalization move (T10). It reads all of these weights and
 * their gradients at every step, before the next hook adds to them.
 */
final class MotionRecorder implements BackwardHook {
    private final List<Followed> followed = new ArrayList<>();
    private final Optional<? extends BackwardHook> next;

    /** A layer with its number in the tables, from 1. */
    private record Followed(int number, Linear linear, WeightMotion motion) {}

    /**
     * How the weights of a layer moved.
     *
     * @param layer its number in the tables, from 1
     */
    record Moved(int layer, WeightMotion motion) {}

    /**
     * A recorder of one epoch.
     *
     * @param next what else is done in the backward pass
     */
    MotionRecorder(Network network, Optional<? extends BackwardHook> next) {
        this.next = next;
        List<Layer> layers = network.normalizedLayers();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).hasLinear()) {
                Linear linear = layers.get(i).linear();
                followed.add(new Followed(i + 1, linear, new WeightMotion(linear.units())));
            }
        }
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        followed.stream().filter(each -> each.linear() == linear)
                .forEach(each -> each.motion().add(weights(linear), linear.weights().gradient().toDoubles()));
        next.ifPresent(hook -> hook.afterLayer(linear, x, dz));
    }

    @Override
    public void beforeLayer(Layer layer, Tensor x, Tensor dy) {
        next.ifPresent(hook -> hook.beforeLayer(layer, x, dy));
    }

    @Override
    public Optional<NormalizationBackward> normalization(Layer layer) {
        return next.flatMap(hook -> hook.normalization(layer));
    }

    /** The motion of all layers with a normalization of their own, after the last step of the epoch. */
    List<Moved> end() {
        followed.forEach(each -> each.motion().end(weights(each.linear())));
        return followed.stream().map(each -> new Moved(each.number(), each.motion())).toList();
    }

    private static double[] weights(Linear linear) {
        return linear.weights().value().toDoubles();
    }

    /** Whether a network has weights before a normalization. */
    static boolean canRecord(Network network) {
        return ParameterGroup.of(network).containsValue(ParameterGroup.NORMALIZED_WEIGHTS);
    }
}
