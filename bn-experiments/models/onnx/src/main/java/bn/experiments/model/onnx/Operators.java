package bn.experiments.model.onnx;

import java.util.Map;
import java.util.function.Consumer;

/** The operators on tensors that depend on the network's input. */
final class Operators {
    private static final Map<String, Consumer<Call>> ALL = Map.ofEntries(Map.entry("Add", ArithmeticOperators::add),
            Map.entry("AveragePool", PoolingOperators::average), Map.entry("BatchNormalization", LinearOperators::normalization),
            Map.entry("Cast", AxisOperators::cast), Map.entry("Clip", ActivationOperators::clip),
            Map.entry("Concat", ChannelOperators::concat), Map.entry("Conv", LinearOperators::convolution),
            Map.entry("Div", ArithmeticOperators::divide), Map.entry("Dropout", AxisOperators::dropout),
            Map.entry("Flatten", AxisOperators::flatten), Map.entry("Gather", ChannelOperators::gather),
            Map.entry("Gemm", LinearOperators::gemm), Map.entry("GlobalAveragePool", PoolingOperators::global),
            Map.entry("HardSigmoid", ActivationOperators::hardSigmoid), Map.entry("HardSwish", ActivationOperators::hardSwish),
            Map.entry("Identity", AxisOperators::identity), Map.entry("LeakyRelu", ActivationOperators::leakyRelu),
            Map.entry("LogSoftmax", AxisOperators::softmax), Map.entry("MatMul", LinearOperators::product),
            Map.entry("MaxPool", PoolingOperators::max), Map.entry("Mul", ArithmeticOperators::multiply),
            Map.entry("Pad", ChannelOperators::pad), Map.entry("ReduceMean", PoolingOperators::reduce),
            Map.entry("Relu", ActivationOperators::relu), Map.entry("Reshape", AxisOperators::reshape),
            Map.entry("Shape", AxisOperators::shape), Map.entry("Sigmoid", ActivationOperators::sigmoid),
            Map.entry("Slice", ChannelOperators::slice), Map.entry("Softmax", AxisOperators::softmax),
            Map.entry("Split", ChannelOperators::split), Map.entry("Squeeze", AxisOperators::squeeze),
            Map.entry("Sub", ArithmeticOperators::subtract), Map.entry("Tanh", ActivationOperators::tanh),
            Map.entry("Transpose", AxisOperators::transpose), Map.entry("Unsqueeze", AxisOperators::unsqueeze));

    private Operators() {}

    /** Adds what a node computes to the network. */
    static void read(Call call) {
        Consumer<Call> operator = ALL.get(call.operator());
        if (operator == null) {
            throw call.refusal("this operator is not computed here");
        }
        operator.accept(call);
    }
}
