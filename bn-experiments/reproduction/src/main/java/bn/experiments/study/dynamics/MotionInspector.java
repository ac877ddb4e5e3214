package bn.experiments.study.dynamics;

import bn.api.Tensor;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.study.depth.HiddenLayer;
import bn.theory.dynamics.WeightMotion;
import java.util.ArrayList;
import java.util.List;

/** Follows the weights of all hidden layers, and their rates, from the first step of a run. */
final class MotionInspector implements BackwardHook {
    private final List<Followed> layers = new ArrayList<>();
    private final int settle;
    private final int end;
    private final int window;
    private double alignment;

    /**
     * An inspector.
     *
     * @param settle steps before measuring
     * @param measure steps of measuring; what comes after is not looked at
     * @param window steps in a part of the course
     */
    MotionInspector(Network network, int settle, int measure, int window) {
        this.settle = settle;
        this.end = settle + measure;
        this.window = window;
        network.layers().stream().filter(layer -> layer.normalization().isPresent())
                .forEach(layer -> layers.add(new Followed(layer)));
    }

    /**
     * A part of a run.
     *
     * @param lastStep number of its last step
     * @param motion of the weights
     * @param rate of the layer, mean over the steps
     */
    record Segment(int lastStep, LayerMotion motion, double rate) {}

    private static final class Followed {
        final Layer layer;
        final List<Segment> course = new ArrayList<>();
        final WeightMotion motion;
        WeightMotion recent;
        double rateSum;
        double recentRates;
        int step;

        Followed(Layer layer) {
            this.layer = layer;
            motion = new WeightMotion(layer.linear().units());
            recent = new WeightMotion(layer.linear().units());
        }
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        layers.stream().filter(each -> each.layer.linear() == linear && each.step < end).forEach(this::step);
    }

    private void step(Followed followed) {
        followed.step++;
        double[] weights = followed.layer.linear().weights().value().toDoubles();
        double[] gradient = followed.layer.linear().weights().gradient().toDoubles();
        double rate = HiddenLayer.of(followed.layer).rate();
        alignment = Math.max(alignment, LayerMotion.alignment(weights, gradient, followed.layer.linear().units()));
        followed.recent.add(weights, gradient);
        followed.recentRates += rate;
        if (followed.step % window == 0) {
            followed.course.add(new Segment(followed.step, new LayerMotion(followed.recent), followed.recentRates / window));
            followed.recent = new WeightMotion(followed.layer.linear().units());
            followed.recentRates = 0;
        }
        if (followed.step > settle) {
            followed.motion.add(weights, gradient);
            followed.rateSum += rate;
        }
    }

    /** What was measured of a layer, counted from 0. */
    Segment measured(int layer) {
        Followed followed = layers.get(layer);
        return new Segment(end, new LayerMotion(followed.motion), followed.rateSum / (end - settle));
    }

    /** The whole run of a layer, counted from 0. */
    List<Segment> course(int layer) {
        return layers.get(layer).course;
    }

    /** The largest alignment of weights and gradients of a layer at a step. */
    double alignment() {
        return alignment;
    }
}
