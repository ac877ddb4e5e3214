package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Convolution;
import bn.api.kernel.ConvolutionKernel;
import bn.api.kernel.WindowAxis;

/**
 * Convolutions. An output is a sum of products of weights and inputs; each product is one term of the gradients with respect to
 * its two factors. So all passes go through the same products.
 */
final class ReferenceConvolution implements ConvolutionKernel {

    /** Takes the indices of a product: those of the output that it belongs to, of the weight and of the input. */
    private interface Product {
        void at(int output, int weight, int input);
    }

    /** Goes through all products of a convolution. Those with the padding are 0, and left out. */
    private static void forEachProduct(Convolution convolution, Images inputs, Images outputs, Product product) {
        int unitsPerGroup = outputs.channels() / convolution.groups();
        int channelsPerGroup = inputs.channels() / convolution.groups();
        for (int n = 0; n < outputs.count(); n++) {
            for (int o = 0; o < outputs.channels(); o++) {
                int firstChannel = o / unitsPerGroup * channelsPerGroup;
                for (int c = 0; c < channelsPerGroup; c++) {
                    forEachProduct(convolution, inputs, outputs, n, o, firstChannel + c, o * channelsPerGroup + c, product);
                }
            }
        }
    }

    /** The products of channel c of image n in output channel o, with a matrix of weights. */
    private static void forEachProduct(Convolution convolution, Images inputs, Images outputs, int n, int o, int c, int matrix,
            Product product) {
        WindowAxis vertical = convolution.window().vertical();
        WindowAxis horizontal = convolution.window().horizontal();
        for (int i = 0; i < outputs.height(); i++) {
            for (int j = 0; j < outputs.width(); j++) {
                for (int p = 0; p < vertical.size(); p++) {
                    for (int q = 0; q < horizontal.size(); q++) {
                        int row = Images.position(vertical, i, p);
                        int column = Images.position(horizontal, j, q);
                        if (inputs.contains(row, column)) {
                            int weight = (matrix * vertical.size() + p) * horizontal.size() + q;
                            product.at(outputs.at(n, o, i, j), weight, inputs.at(n, c, row, column));
                        }
                    }
                }
            }
        }
    }

    @Override
    public void forward(Convolution convolution, Tensor x, Tensor weights, Tensor bias, Tensor y) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor w = (HeapTensor) weights;
        Images outputs = Images.of(y);
        Sums sums = new Sums((HeapTensor) y);
        forEachProduct(convolution, Images.of(x), outputs,
                (output, weight, input) -> sums.add(output, w.get(weight) * in.get(input)));
        if (bias != null) {
            for (int output = 0; output < y.shape().elements(); output++) {
                sums.add(output, ((HeapTensor) bias).get(channel(outputs, output)));
            }
        }
        sums.store((HeapTensor) y);
    }

    @Override
    public void backwardInput(Convolution convolution, Tensor dy, Tensor weights, Tensor dx) {
        HeapTensor outputGradients = (HeapTensor) dy;
        HeapTensor w = (HeapTensor) weights;
        Sums sums = new Sums((HeapTensor) dx);
        forEachProduct(convolution, Images.of(dx), Images.of(dy),
                (output, weight, input) -> sums.add(input, w.get(weight) * outputGradients.get(output)));
        sums.store((HeapTensor) dx);
    }

    @Override
    public void backwardParameters(Convolution convolution, Tensor x, Tensor dy, Tensor dWeights, Tensor dBias) {
        HeapTensor in = (HeapTensor) x;
        HeapTensor outputGradients = (HeapTensor) dy;
        Sums sums = new Sums((HeapTensor) dWeights);
        forEachProduct(convolution, Images.of(x), Images.of(dy),
                (output, weight, input) -> sums.add(weight, in.get(input) * outputGradients.get(output)));
        sums.store((HeapTensor) dWeights);
        if (dBias != null) {
            Sums biases = new Sums((HeapTensor) dBias);
            for (int output = 0; output < dy.shape().elements(); output++) {
                biases.add(channel(Images.of(dy), output), outputGradients.get(output));
            }
            biases.store((HeapTensor) dBias);
        }
    }

    private static int channel(Images images, int element) {
        return element / (images.height() * images.width()) % images.channels();
    }
}
