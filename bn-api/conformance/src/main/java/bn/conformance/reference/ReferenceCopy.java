package bn.conformance.reference;

import bn.api.Tensor;
import bn.api.kernel.CopyKernel;

/** Copies, element by element. */
final class ReferenceCopy implements CopyKernel {

    @Override
    public void fill(double value, Tensor y) {
        for (int i = 0; i < y.shape().elements(); i++) {
            ((HeapTensor) y).set(i, value);
        }
    }

    @Override
    public void reshape(Tensor x, Tensor y) {
        for (int i = 0; i < y.shape().elements(); i++) {
            ((HeapTensor) y).set(i, ((HeapTensor) x).get(i));
        }
    }

    @Override
    public void copyChannels(Tensor x, int from, int count, Tensor y, int to) {
        int positions = (int) x.shape().rowElements() / x.shape().size(1);
        for (int n = 0; n < x.shape().size(0); n++) {
            for (int c = 0; c < count; c++) {
                for (int e = 0; e < positions; e++) {
                    double value = ((HeapTensor) x).get((n * x.shape().size(1) + from + c) * positions + e);
                    ((HeapTensor) y).set((n * y.shape().size(1) + to + c) * positions + e, value);
                }
            }
        }
    }

    @Override
    public void pad(Tensor x, int top, int left, Tensor y) {
        fill(0, y);
        copyPart(Images.of(x), x, 0, 0, y, top, left);
    }

    @Override
    public void crop(Tensor x, int top, int left, Tensor y) {
        copyPart(Images.of(y), x, top, left, y, 0, 0);
    }

    /** Copies a part of this size, from a row and a column of x on to a row and a column of y on. */
    private static void copyPart(Images part, Tensor x, int fromRow, int fromColumn, Tensor y, int toRow, int toColumn) {
        for (int n = 0; n < part.count(); n++) {
            for (int c = 0; c < part.channels(); c++) {
                for (int i = 0; i < part.height(); i++) {
                    for (int j = 0; j < part.width(); j++) {
                        double value = ((HeapTensor) x).get(Images.of(x).at(n, c, fromRow + i, fromColumn + j));
                        ((HeapTensor) y).set(Images.of(y).at(n, c, toRow + i, toColumn + j), value);
                    }
                }
            }
        }
    }
}
