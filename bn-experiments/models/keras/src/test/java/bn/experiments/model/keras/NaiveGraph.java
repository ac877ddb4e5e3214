package bn.experiments.model.keras;

import bn.api.Shape;
import bn.api.kernel.Activation;
import bn.api.kernel.Convolution;
import bn.api.kernel.Pooling;
import bn.api.kernel.Window;
import bn.experiments.architecture.LinearSpec;
import bn.experiments.architecture.Operation;
import bn.experiments.model.ModelGraph;
import bn.experiments.model.ModelNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Computes a graph in plain loops, one example at a time, in float64. */
final class NaiveGraph {
    private final ModelGraph graph;
    private final List<Map<String, double[]>> parameters = new ArrayList<>();

    NaiveGraph(ModelGraph graph) {
        this.graph = graph;
        for (ModelNode node : graph.nodes()) {
            Map<String, double[]> arrays = new HashMap<>();
            node.parameters().forEach((role, array) -> arrays.put(role, array.values()));
            parameters.add(arrays);
        }
    }

    /** The outputs for one example, channel by channel. */
    double[] outputs(double[] input) {
        List<double[]> values = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        for (int i = 0; i < graph.nodes().size(); i++) {
            List<double[]> from = new ArrayList<>();
            List<Shape> fromShapes = new ArrayList<>();
            for (int source : graph.nodes().get(i).spec().sources()) {
                from.add(source < 0 ? input : values.get(source));
                fromShapes.add(source < 0 ? graph.input() : shapes.get(source));
            }
            Operation operation = graph.nodes().get(i).spec().operation();
            Shape outputs = operation.outputs(fromShapes);
            values.add(apply(operation, from, fromShapes, outputs, parameters.get(i)));
            shapes.add(outputs);
        }
        return values.get(values.size() - 1);
    }

    private static double[] apply(Operation operation, List<double[]> in, List<Shape> shapes, Shape out,
            Map<String, double[]> arrays) {
        double[] x = in.get(0);
        Shape shape = shapes.get(0);
        if (operation instanceof Operation.Layer layer) {
            if (layer.normalized()) {
                return normalized(x, layer.eps().getAsDouble(), arrays);
            }
            return layer.linear().isPresent() ? linear(layer.linear().get(), x, shape, out, arrays)
                    : map(x, function(layer.activation()));
        } else if (operation instanceof Operation.Add) {
            double[] sum = x.clone();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += in.get(1)[i];
            }
            return sum;
        } else if (operation instanceof Operation.Multiply) {
            double[] product = x.clone();
            int each = product.length / in.get(1).length;
            for (int i = 0; i < product.length; i++) {
                product[i] *= in.get(1)[i / each];
            }
            return product;
        } else if (operation instanceof Operation.Concatenate) {
            double[] all = new double[(int) out.elements()];
            int at = 0;
            for (double[] part : in) {
                System.arraycopy(part, 0, all, at, part.length);
                at += part.length;
            }
            return all;
        } else if (operation instanceof Operation.Flatten) {
            return x;
        } else if (operation instanceof Operation.GlobalAverage) {
            int positions = (int) shape.rowElements();
            double[] means = new double[shape.size(0)];
            for (int i = 0; i < x.length; i++) {
                means[i / positions] += x[i] / positions;
            }
            return means;
        } else if (operation instanceof Operation.Pool pool) {
            return pooled(pool, x, shape, out);
        } else if (operation instanceof Operation.PadImages pad) {
            double[] padded = new double[(int) out.elements()];
            for (int i = 0; i < x.length; i++) {
                int w = i % shape.size(2);
                int h = i / shape.size(2) % shape.size(1);
                int c = i / (int) shape.rowElements();
                padded[(c * out.size(1) + h + pad.top()) * out.size(2) + w + pad.left()] = x[i];
            }
            return padded;
        }
        throw new IllegalArgumentException(operation.toString());
    }

    private static double[] normalized(double[] x, double eps, Map<String, double[]> arrays) {
        double[] mean = arrays.get(ModelNode.MEAN);
        double[] variance = arrays.get(ModelNode.VARIANCE);
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            int c = i / (x.length / mean.length);
            double unit = (x[i] - mean[c]) / Math.sqrt(variance[c] + eps);
            result[i] = (arrays.containsKey(ModelNode.GAMMA) ? arrays.get(ModelNode.GAMMA)[c] : 1) * unit
                    + (arrays.containsKey(ModelNode.BETA) ? arrays.get(ModelNode.BETA)[c] : 0);
        }
        return result;
    }

    private static double[] linear(LinearSpec linear, double[] x, Shape shape, Shape out, Map<String, double[]> arrays) {
        double[] w = arrays.get(ModelNode.WEIGHTS);
        double[] bias = arrays.getOrDefault(ModelNode.BIAS, new double[linear.units()]);
        double[] y = new double[(int) out.elements()];
        if (linear instanceof LinearSpec.Dense) {
            for (int o = 0; o < y.length; o++) {
                y[o] = bias[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += w[o * x.length + i] * x[i];
                }
            }
            return y;
        }
        Convolution geometry = ((LinearSpec.Convolutional) linear).geometry();
        int kernel = geometry.window().vertical().size() * geometry.window().horizontal().size();
        int inner = shape.size(0) / geometry.groups();
        int units = linear.units() / geometry.groups();
        each(geometry.window(), shape, out, (o, at, k, from) -> {
            for (int c = 0; c < inner; c++) {
                y[at] += w[(o * inner + c) * kernel + k] * x[(o / units * inner + c) * (int) shape.rowElements() + from];
            }
        });
        for (int i = 0; i < y.length; i++) {
            y[i] += bias[i / (int) out.rowElements()];
        }
        return y;
    }

    private static double[] pooled(Operation.Pool pool, double[] x, Shape shape, Shape out) {
        double[] y = new double[(int) out.elements()];
        int[] count = new int[y.length];
        each(pool.window(), shape, out, (c, at, k, from) -> {
            double value = x[c * (int) shape.rowElements() + from];
            y[at] = pool.pooling() == Pooling.MAX ? count[at] == 0 ? value : Math.max(y[at], value) : y[at] + value;
            count[at]++;
        });
        for (int i = 0; i < y.length && pool.pooling() == Pooling.AVERAGE; i++) {
            y[i] /= count[i];
        }
        return y;
    }

    private interface Element {
        void at(int channel, int output, int kernel, int input);
    }

    /** Calls for each output, and each position of its window that is not padding. */
    private static void each(Window window, Shape in, Shape out, Element element) {
        for (int at = 0; at < out.elements(); at++) {
            int h = at / out.size(2) % out.size(1) * window.vertical().stride() - window.vertical().before();
            int w = at % out.size(2) * window.horizontal().stride() - window.horizontal().before();
            for (int k = 0; k < window.vertical().size() * window.horizontal().size(); k++) {
                int row = h + k / window.horizontal().size() * window.vertical().dilation();
                int column = w + k % window.horizontal().size() * window.horizontal().dilation();
                if (row >= 0 && row < in.size(1) && column >= 0 && column < in.size(2)) {
                    element.at(at / (int) out.rowElements(), at, k, row * in.size(2) + column);
                }
            }
        }
    }

    private static double[] map(double[] x, DoubleUnaryOperator function) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = function.applyAsDouble(x[i]);
        }
        return y;
    }

    private static DoubleUnaryOperator function(Activation a) {
        return switch (a.kind()) {
            case IDENTITY -> z -> z;
            case RELU -> z -> Math.max(z, 0);
            case CLIP -> z -> Math.min(Math.max(z, a.alpha()), a.beta());
            case LEAKY_RELU -> z -> z > 0 ? z : a.alpha() * z;
            case SIGMOID -> z -> 1 / (1 + Math.exp(-z));
            case TANH -> Math::tanh;
            case HARD_SIGMOID -> z -> Math.min(Math.max(a.alpha() * z + a.beta(), 0), 1);
            case SILU -> z -> z / (1 + Math.exp(-z));
            case HARD_SWISH -> z -> z * Math.min(Math.max(z + 3, 0), 6) / 6;
        };
    }
}
