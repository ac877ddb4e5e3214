package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.Supplier;

/**
 * A constant tensor as it is written. Its values are asked for when it is its turn.
 *
 * @param name of the tensor
 * @param type FLOAT, DOUBLE or INT64
 * @param shape its sizes
 * @param values row-major
 */
record Initializer(String name, TensorProto.DataType type, List<Integer> shape, Supplier<double[]> values) {
    private static final int CHUNK = 1 << 16;

    /** All fields but the numbers. */
    private TensorProto head() {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        shape.forEach(tensor::addDims);
        return tensor.build();
    }

    private long count() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    private long bytes() {
        return count() * (type == TensorProto.DataType.FLOAT ? Float.BYTES : Double.BYTES);
    }

    /** The size of the message in bytes. */
    long size() {
        return head().getSerializedSize() + CodedOutputStream.computeTagSize(TensorProto.RAW_DATA_FIELD_NUMBER)
                + CodedOutputStream.computeUInt64SizeNoTag(bytes()) + bytes();
    }

    /** Writes the message, which has to be smaller than 2 GiB. */
    void writeTo(CodedOutputStream out) throws IOException {
        head().writeTo(out);
        out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt64NoTag(bytes());
        double[] all = values.get();
        if (all.length != count()) {
            throw new IllegalArgumentException(name + " has " + all.length + " numbers, and the shape " + shape);
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : all) {
            if (!chunk.hasRemaining()) {
                flush(chunk, out);
            }
            switch (type) {
                case FLOAT -> chunk.putFloat((float) value);
                case DOUBLE -> chunk.putDouble(value);
                default -> chunk.putLong((long) value);
            }
        }
        flush(chunk, out);
    }

    private static void flush(ByteBuffer chunk, CodedOutputStream out) throws IOException {
        out.write(chunk.array(), 0, chunk.position());
        chunk.clear();
    }
}
