package bn.benchmarks.nd4j;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Helper methods for row-major arrays of ND4J. */
final class Nd4jArrays {

    private Nd4jArrays() {}

    static INDArray of(float[] values, long... shape) {
        return Nd4j.createFromArray(values).reshape(shape);
    }

    static INDArray zeros(long... shape) {
        return Nd4j.create(DataType.FLOAT, shape);
    }

    /** The elements in row-major order, for arrays of any order. */
    static float[] values(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    static FloatPointer floats(INDArray array) {
        return (FloatPointer) array.data().pointer();
    }

    static DoublePointer doubles(INDArray array) {
        return (DoublePointer) array.data().pointer();
    }
}
