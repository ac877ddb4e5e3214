package bn.experiments.model.dl4j;

import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.LinearMap;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The normalizations of a network. */
final class BatchNorms {
    private static final double DEFAULT_EPS = 1e-5;

    private BatchNorms() {}

    static List<BatchNormLayer> of(Configuration network, ParameterLayout layout) {
        Map<String, Vertex> byName = new HashMap<>();
        network.vertices().forEach(vertex -> byName.put(vertex.name(), vertex));
        return network.vertices().stream().filter(Vertex::isBatchNorm).map(vertex -> {
            Map<String, ModelArray> roles = parameters(vertex, layout.arrays().get(vertex.name()));
            boolean locked = vertex.flag("lockGammaBeta", false);
            Optional<LinearMap> linear = vertex.sources().size() != 1 ? Optional.empty()
                    : linear(byName.get(vertex.sources().get(0)), layout);
            return new BatchNormLayer(vertex.name(), vertex.number("nout"), OptionalDouble.of(eps(vertex)),
                    values(roles, ModelNode.GAMMA), values(roles, ModelNode.BETA), values(roles, ModelNode.MEAN),
                    values(roles, ModelNode.VARIANCE), OptionalLong.empty(), linear,
                    locked ? Optional.of("gamma was locked at " + vertex.settings().path("gamma").asDouble(1)
                            + " (lockGammaBeta), not trained") : Optional.empty());
        }).toList();
    }

    private static Optional<double[]> values(Map<String, ModelArray> roles, String role) {
        return Optional.of(roles.get(role).values());
    }

    static double eps(Vertex vertex) {
        return vertex.settings().path("eps").asDouble(DEFAULT_EPS);
    }

    /** Gamma, beta, mean and variance, in the roles of nodes. */
    static Map<String, ModelArray> parameters(Vertex vertex, Map<String, ModelArray> arrays) {
        Map<String, ModelArray> roles = new HashMap<>();
        int channels = vertex.number("nout");
        roles.put(ModelNode.GAMMA, arrays.getOrDefault("gamma", constant(channels, vertex.settings().path("gamma").asDouble(1))));
        roles.put(ModelNode.BETA, arrays.getOrDefault("beta", constant(channels, vertex.settings().path("beta").asDouble(0))));
        roles.put(ModelNode.MEAN, arrays.get("mean"));
        ModelArray logarithm = arrays.get("log10stdev");
        roles.put(ModelNode.VARIANCE, logarithm == null ? arrays.get("var")
                : logarithm.map(logarithm.shape(), values -> Arrays.stream(values).map(x -> Math.pow(10, 2 * x)).toArray()));
        return roles;
    }

    private static ModelArray constant(int channels, double value) {
        double[] values = new double[channels];
        Arrays.fill(values, value);
        return ModelArray.of(values, channels);
    }

    /** The map that is normalized, if nothing is done to its outputs before. */
    private static Optional<LinearMap> linear(Vertex source, ParameterLayout layout) {
        if (source == null || !source.isDense() && !source.isConvolution() || source.flag("hasLayerNorm", false)
                || !Activations.isIdentity(source)) {
            return Optional.empty();
        }
        return Optional.of(new LinearMap(source.name(), source.isDense() ? "fully connected" : "convolution",
                layout.arrays().get(source.name()).get("W").shape()));
    }

    /** Other normalizations. */
    static Map<String, Integer> others(Configuration network) {
        Map<String, Integer> others = new TreeMap<>();
        for (Vertex vertex : network.vertices()) {
            if (vertex.type().equals("LocalResponseNormalization") || vertex.type().equals("L2NormalizeVertex")) {
                others.merge(vertex.type(), 1, Integer::sum);
            } else if (vertex.flag("hasLayerNorm", false)) {
                others.merge("LayerNormalization", 1, Integer::sum);
            }
        }
        return others;
    }
}
