package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import bn.experiments.model.BatchNormLayer;
import bn.experiments.model.ModelFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The batch normalizations of a file, of every version of the operator (1, 6, 7, 9, 14 and 15). */
final class BatchNormalizations {
    static final String OPERATOR = "BatchNormalization";
    private static final int SCALE = 1;
    private static final int SHIFT = 2;
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    private final ModelFile file;
    private final TensorReader tensors;
    private final NodeNames names;
    private final LinearMaps linear;

    BatchNormalizations(ModelFile file, TensorReader tensors, NodeNames names) {
        this.file = file;
        this.tensors = tensors;
        this.names = names;
        this.linear = new LinearMaps(file, names);
    }

    /**
     * Those of a graph and of the graphs in it.
     *
     * @throws bn.api.BnException if the parameters of one are damaged or cannot be read
     */
    List<BatchNormLayer> of(Scope graph) {
        List<BatchNormLayer> layers = new ArrayList<>();
        graph.forEachNode((scope, node) -> {
            if (Scope.is(node, OPERATOR)) {
                layers.add(layer(scope, node));
            }
        });
        return layers;
    }

    /** What is added to the variance; see {@link Attributes#decimal}. */
    static double eps(Attributes attributes) {
        return attributes.number("epsilon", 1e-5);
    }

    private BatchNormLayer layer(Scope scope, NodeProto node) {
        String name = names.of(node);
        if (node.getInputCount() <= VARIANCE) {
            throw file.damaged("the batch normalization '" + name + "' has " + node.getInputCount() + " inputs instead of 5");
        }
        double eps = eps(new Attributes(file, node));
        if (!(eps >= 0 && eps < Double.POSITIVE_INFINITY)) {
            throw file.damaged("the batch normalization '" + name + "' has an epsilon of " + eps);
        }
        Optional<double[]> gamma = values(scope, node, SCALE);
        Optional<double[]> beta = values(scope, node, SHIFT);
        Optional<double[]> mean = values(scope, node, MEAN);
        Optional<double[]> variance = values(scope, node, VARIANCE);
        int channels = Stream.of(gamma, beta, mean, variance).flatMap(Optional::stream).mapToInt(array -> array.length)
                .findFirst()
                .orElse(0);
        if (Stream.of(gamma, beta, mean, variance).flatMap(Optional::stream).anyMatch(array -> array.length != channels)) {
            throw file.damaged("the parameters of the batch normalization '" + name + "' have different lengths");
        }
        return new BatchNormLayer(name, channels, OptionalDouble.of(eps), gamma, beta, mean, variance, OptionalLong.empty(),
                linear.of(scope, node.getInput(0)), obstacle(gamma, beta, mean, variance));
    }

    private Optional<double[]> values(Scope scope, NodeProto node, int input) {
        Optional<TensorProto> tensor = scope.constant(node.getInput(input));
        return tensor.map(each -> tensors.read(each).values());
    }

    private static Optional<String> obstacle(Optional<double[]> gamma, Optional<double[]> beta, Optional<double[]> mean,
            Optional<double[]> variance) {
        if (gamma.isEmpty()) {
            return Optional.of("its scale is computed by other nodes; export the model with its parameters as initializers");
        }
        boolean standard = mean.isPresent() && all(mean.get(), 0) && variance.isPresent() && all(variance.get(), 1);
        // A normalization that was never trained has mean 0 and variance 1 too, and then beta is 0.
        if (standard && beta.isPresent() && !all(beta.get(), 0)) {
            return Optional.of("its running mean is 0 and its running variance 1 in all channels, but its shift is not 0: the "
                    + "exporter has divided gamma by the standard deviation, so the scale is not gamma; read the file that it was "
                    + "exported from");
        }
        return Optional.empty();
    }

    private static boolean all(double[] values, double value) {
        return Arrays.stream(values).allMatch(each -> each == value);
    }
}
