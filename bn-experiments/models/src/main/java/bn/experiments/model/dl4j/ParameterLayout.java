package bn.experiments.model.dl4j;

import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the arrays of layers are in the row of all parameters.
 *
 * @param arrays by layer and role, in the file's order
 */
record ParameterLayout(Map<String, Map<String, ModelArray>> arrays) {
    private static final Set<String> WITHOUT = Set.of("ActivationLayer", "SubsamplingLayer", "Subsampling2D",
            "GlobalPoolingLayer",
            "DropoutLayer", "LossLayer", "ZeroPaddingLayer", "LocalResponseNormalization", "Cropping2D", "Upsampling2D",
            "CnnLossLayer", "RnnLossLayer");

    /**
     * Finds them. Of one layer that is not known here the size follows from that of all others.
     *
     * @throws bn.api.BnException if the sizes of the layers do not add up to that of the row
     */
    static ParameterLayout of(ModelFile file, Configuration network, NdArray parameters) {
        Map<String, Map<String, List<Integer>>> shapes = new LinkedHashMap<>();
        Vertex unknown = null;
        long known = 0;
        for (Vertex vertex : network.vertices()) {
            if (!isKnown(vertex)) {
                if (unknown != null) {
                    throw file.damaged("it has layers of the classes " + unknown.type() + " and " + vertex.type()
                            + ", whose numbers of parameters are not known here, so that no other can be found");
                }
                unknown = vertex;
            }
            shapes.put(vertex.name(), shapes(vertex));
            for (List<Integer> shape : shapes.get(vertex.name()).values()) {
                known = Math.addExact(known, count(file, vertex, shape));
            }
        }
        if (known > parameters.length() || unknown == null && known != parameters.length()) {
            throw file.damaged("its layers have " + known + " parameters, but there are " + parameters.length());
        }
        return new ParameterLayout(arrays(network, shapes, parameters, unknown, (int) (parameters.length() - known)));
    }

    private static long count(ModelFile file, Vertex vertex, List<Integer> shape) {
        long count = 1;
        for (int size : shape) {
            if (size < 1 || count > Integer.MAX_VALUE) {
                throw file.damaged("the layer " + vertex.name() + " has parameters of the shape " + shape);
            }
            count *= size;
        }
        return count;
    }

    private static Map<String, Map<String, ModelArray>> arrays(Configuration network,
            Map<String, Map<String, List<Integer>>> shapes,
            NdArray parameters, Vertex unknown, int left) {
        Map<String, Map<String, ModelArray>> arrays = new LinkedHashMap<>();
        int at = 0;
        for (Vertex vertex : network.vertices()) {
            Map<String, ModelArray> roles = new LinkedHashMap<>();
            for (var shape : shapes.get(vertex.name()).entrySet()) {
                ModelArray array = parameters.part(at, shape.getValue());
                roles.put(shape.getKey(), array);
                at += (int) array.count();
            }
            if (left > 0 && unknown != null && vertex.name().equals(unknown.name())) {
                roles.put("parameters", parameters.part(at, List.of(left)));
                at += left;
            }
            arrays.put(vertex.name(), roles);
        }
        return arrays;
    }

    private static boolean isKnown(Vertex vertex) {
        return vertex.isDense() || vertex.isConvolution() || vertex.isBatchNorm() || WITHOUT.contains(vertex.type())
                || vertex.type().endsWith("Vertex");
    }

    /**
     * The arrays of a layer in the order of Deeplearning4j's initializers. The weights of a fully connected layer are I x O column by
     * column, that is O x I row by row.
     */
    private static Map<String, List<Integer>> shapes(Vertex vertex) {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        int inputs = vertex.number("nin");
        int units = vertex.number("nout");
        if (vertex.isDense()) {
            shapes.put("W", List.of(units, inputs));
            if (vertex.flag("hasBias", true)) {
                shapes.put("b", List.of(units));
            }
            if (vertex.flag("hasLayerNorm", false)) {
                shapes.put("g", List.of(units));
            }
        } else if (vertex.isConvolution()) {
            if (vertex.flag("hasBias", true)) {
                shapes.put("b", List.of(units));
            }
            shapes.put("W", List.of(units, inputs, vertex.side("kernelSize", 0), vertex.side("kernelSize", 1)));
        } else if (vertex.isBatchNorm()) {
            if (!vertex.flag("lockGammaBeta", false)) {
                shapes.put("gamma", List.of(units));
                shapes.put("beta", List.of(units));
            }
            shapes.put("mean", List.of(units));
            shapes.put(vertex.flag("useLogStd", false) ? "log10stdev" : "var", List.of(units));
        }
        return shapes;
    }
}
