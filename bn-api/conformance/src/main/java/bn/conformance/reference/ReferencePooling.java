package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Pooling;
import bn.api.kernel.PoolingKernel;
import bn.api.kernel.Window;
import bn.api.kernel.WindowAxis;
import java.util.Arrays;

/** Poolings, window by window. */
final class ReferencePooling implements PoolingKernel {

    /** Takes the index of an output, and those of the inputs in its window, in row-major order and without the padding. */
    private interface Visitor {
        void visit(int output, int[] inputs);
    }

    private static void forEachWindow(Window window, Images inputs, Images outputs, Visitor visitor) {
        for (int n = 0; n < outputs.count(); n++) {
            for (int c = 0; c < outputs.channels(); c++) {
                for (int i = 0; i < outputs.height(); i++) {
                    for (int j = 0; j < outputs.width(); j++) {
                        visitor.visit(outputs.at(n, c, i, j), inputs(window, inputs, n, c, i, j));
                    }
                }
            }
        }
    }

    /** The inputs in the window of output i, j. */
    private static int[] inputs(Window window, Images inputs, int n, int c, int i, int j) {
        WindowAxis vertical = window.vertical();
        WindowAxis horizontal = window.horizontal();
        int[] found = new int[size(window)];
        int count = 0;
        for (int p = 0; p < vertical.size(); p++) {
            for (int q = 0; q < horizontal.size(); q++) {
                int row = Images.position(vertical, i, p);
                int column = Images.position(horizontal, j, q);
                if (inputs.contains(row, column)) {
                    found[count++] = inputs.at(n, c, row, column);
                }
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static int size(Window window) {
        return window.vertical().size() * window.horizontal().size();
    }

    /** The number that a sum over a window is divided by. */
    private static int divisor(Pooling pooling, Window window, int[] inputs) {
        return pooling == Pooling.AVERAGE ? inputs.length : size(window);
    }

    /** The first of the largest elements; the first NaN, if there is one. */
    private static int largest(HeapTensor x, int[] inputs) {
        int largest = inputs[0];
        for (int input : inputs) {
            boolean larger = x.get(input) > x.get(largest) || Double.isNaN(x.get(input));
            largest = larger && !Double.isNaN(x.get(largest)) ? input : largest;
        }
        return largest;
    }

    @Override
    public void forward(Pooling pooling, Window window, Tensor x, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor out = (HeapTensor) y;
        forEachWindow(window, Images.of(x), Images.of(y), (output, inputs) -> {
            if (pooling == Pooling.MAX) {
                out.set(output, in.get(largest(in, inputs)));
            } else {
                CompensatedSum sum = new CompensatedSum();
                for (int input : inputs) {
                    sum.add(in.get(input));
                }
                out.set(output, sum.value() / divisor(pooling, window, inputs));
            }
        });
    }

    @Override
    public void backward(Pooling pooling, Window window, Tensor x, Tensor y, Tensor dy, Tensor dx) {
        HeapTensor outputGradients = (HeapTensor) dy;
        Sums sums = new Sums((HeapTensor) dx);
        forEachWindow(window, Images.of(dx), Images.of(dy), (output, inputs) -> {
            double gradient = outputGradients.get(output);
            if (pooling == Pooling.MAX) {
                sums.add(largest((HeapTensor) x, inputs), gradient);
            } else {
                for (int input : inputs) {
                    sums.add(input, gradient / divisor(pooling, window, inputs));
                }
            }
        });
        sums.store((HeapTensor) dx);
    }

    @Override
    public void globalAverage(Tensor x, Tensor y) {
        int positions = x.shape().size(2) * x.shape().size(3);
        for (int channel = 0; channel < y.shape().elements(); channel++) {
            CompensatedSum sum = new CompensatedSum();
            for (int e = 0; e < positions; e++) {
                sum.add(((HeapTensor) x).get(channel * positions + e));
            }
            ((HeapTensor) y).set(channel, sum.value() / positions);
        }
    }

    @Override
    public void globalAverageBackward(Tensor dy, Tensor dx) {
        int positions = dx.shape().size(2) * dx.shape().size(3);
        for (int i = 0; i < dx.shape().elements(); i++) {
            ((HeapTensor) dx).set(i, ((HeapTensor) dy).get(i / positions) / positions);
        }
    }
}
