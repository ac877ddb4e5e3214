package bn.experiments.study.decay;

import bn.api.Tensor;
import bn.api.norm.Normalization;
import bn.api.norm.Parameter;
import bn.experiments.network.BackwardHook;
import bn.experiments.network.Layer;
import bn.experiments.network.Linear;
import bn.experiments.network.Network;
import bn.experiments.stream.ScaleGroups;
import bn.theory.dynamics.UnitMotion;
import bn.theory.dynamics.WeightMotion;
import java.util.IdentityHashMap;

/** Follows the scales and shifts of a network from its first step, and sums over the steps in which it measures. */
final class ScaleInspector implements BackwardHook {
    private final Rule rule;
    private final IdentityHashMap<Linear, Inner> inner = new IdentityHashMap<>();
    private final IdentityHashMap<Linear, Last> last = new IdentityHashMap<>();
    private boolean measuring;

    /** The scale and the shift of an inner layer, as one vector. */
    private record Inner(Parameter gamma, Parameter beta, WeightMotion motion) {
        void add() {
            motion.add(joined(gamma.value(), beta.value()), joined(gamma.gradient(), beta.gradient()));
        }

        private static double[] joined(Tensor first, Tensor second) {
            double[] a = first.toDoubles();
            double[] b = second.toDoubles();
            double[] both = new double[a.length + b.length];
            System.arraycopy(a, 0, both, 0, a.length);
            System.arraycopy(b, 0, both, a.length, b.length);
            return both;
        }
    }

    /** The scales of a last layer. */
    private static final class Last {
        final Parameter gamma;
        /** Running mean of the squares of the gradients, as Adam has it. */
        final double[] squares;
        int steps;
        /** Sums over steps and units of -gamma dL/dgamma, of gamma^2, and of gamma^2 times the rule's divisor. */
        double pull;
        double scale;
        double weighted;
        /** The gammas before the last step that was measured, and the sum of squared steps times the divisor. */
        double[] before = new double[0];
        double moved;

        Last(Parameter gamma) {
            this.gamma = gamma;
            squares = new double[gamma.value().toDoubles().length];
        }
    }

    ScaleInspector(Network network, ScaleGroups groups, Rule rule) {
        this.rule = rule;
        for (Layer layer : Placement.named(network, groups.inner()).toList()) {
            Normalization norm = layer.normalization().orElseThrow();
            Parameter beta = norm.parameters().stream().filter(each -> each.role() == Parameter.Role.BETA).findFirst()
                    .orElseThrow();
            inner.put(layer.linear(), new Inner(norm.gamma().orElseThrow(), beta, new WeightMotion(1)));
        }
        for (Layer layer : Placement.named(network, groups.last()).toList()) {
            last.put(layer.linear(), new Last(layer.normalization().orElseThrow().gamma().orElseThrow()));
        }
    }

    @Override
    public void afterLayer(Linear linear, Tensor x, Tensor dz) {
        if (measuring && inner.containsKey(linear)) {
            inner.get(linear).add();
        }
        if (last.containsKey(linear)) {
            add(last.get(linear));
        }
    }

    private void add(Last layer) {
        double[] gamma = layer.gamma.value().toDoubles();
        double[] gradient = layer.gamma.gradient().toDoubles();
        layer.steps++;
        double seen = 1 - Math.pow(Rule.SQUARES, layer.steps);
        boolean follows = layer.before.length > 0;
        for (int k = 0; k < gamma.length; k++) {
            layer.squares[k] = Rule.SQUARES * layer.squares[k] + (1 - Rule.SQUARES) * gradient[k] * gradient[k];
            if (measuring) {
                layer.pull -= gamma[k] * gradient[k];
                layer.scale += gamma[k] * gamma[k];
                double divisor = rule.divisor(layer.squares[k] / seen);
                layer.weighted += gamma[k] * gamma[k] * divisor;
                layer.moved += follows ? (gamma[k] - layer.before[k]) * (gamma[k] - layer.before[k]) * divisor : 0;
            }
        }
        layer.before = measuring ? gamma : layer.before;
    }

    /** Starts to measure. */
    void begin() {
        measuring = true;
    }

    /** How the joined scale and shift of an inner layer moved. */
    UnitMotion motion(Layer layer) {
        return inner.get(layer.linear()).motion().unit(0);
    }

    /** The rate of the last layers: the sum of gamma^2 lambda over that of gamma^2. */
    double rate() {
        return last.values().stream().mapToDouble(each -> each.pull).sum()
                / last.values().stream().mapToDouble(each -> each.scale).sum();
    }

    /**
     * The rate relative to what it is at rest with a weight decay of the last gammas; by units, weighted by gamma^2.
     *
     * @param decay of these gammas, or of others, to compare with
     */
    double relativeRate(double decay) {
        return last.values().stream().mapToDouble(each -> each.pull).sum()
                / (decay * last.values().stream().mapToDouble(each -> each.weighted).sum());
    }

    /**
     * The squared relative step of the last gammas over that of a group that only gradient noise holds (T10, T16). Where gammas are
     * stationary in the mean, the {@link #relativeRate} is 1 less this: E[gamma' gamma'] = E[gamma gamma] with the step of the optimizer
     * gives E[gamma dL/dgamma] = -kappa divisor gamma^2 + divisor step^2 kappa / angle^2.
     *
     * @param decay of these gammas
     */
    double noise(double decay) {
        double angle = rule.theory(decay).angularUpdate();
        return last.values().stream().mapToDouble(each -> each.moved).sum()
                / (angle * angle * last.values().stream().mapToDouble(each -> each.weighted).sum());
    }
}
