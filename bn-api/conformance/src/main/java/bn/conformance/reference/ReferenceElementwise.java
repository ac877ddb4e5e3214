package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.Activation;
import bn.api.kernel.ElementwiseKernel;

/** Sums and products, element by element. */
final class ReferenceElementwise implements ElementwiseKernel {

    @Override
    public void add(Tensor a, Tensor b, Activation activation, Tensor y) {
        for (int i = 0; i < y.shape().elements(); i++) {
            ((HeapTensor) y).set(i, ReferenceActivation.apply(activation, ((HeapTensor) a).get(i) + ((HeapTensor) b).get(i)));
        }
    }

    @Override
    public void multiply(Tensor a, Tensor b, Tensor y) {
        for (int i = 0; i < y.shape().elements(); i++) {
            ((HeapTensor) y).set(i, ((HeapTensor) a).get(i) * ((HeapTensor) b).get(i));
        }
    }

    @Override
    public void scaleChannels(Tensor x, Tensor factors, Tensor y) {
        int positions = positions(x);
        for (int i = 0; i < y.shape().elements(); i++) {
            ((HeapTensor) y).set(i, ((HeapTensor) x).get(i) * ((HeapTensor) factors).get(i / positions));
        }
    }

    @Override
    public void scaleChannelsBackward(Tensor x, Tensor dy, Tensor dFactors) {
        int positions = positions(x);
        Sums sums = new Sums((HeapTensor) dFactors);
        for (int i = 0; i < x.shape().elements(); i++) {
            sums.add(i / positions, ((HeapTensor) dy).get(i) * ((HeapTensor) x).get(i));
        }
        sums.store((HeapTensor) dFactors);
    }

    private static int positions(Tensor images) {
        return images.shape().size(2) * images.shape().size(3);
    }
}
