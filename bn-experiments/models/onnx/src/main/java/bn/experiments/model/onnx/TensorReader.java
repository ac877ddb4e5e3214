package bn.experiments.model.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import bn.api.BnException;
import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import bn.experiments.result.MaxHeap;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Arrays of a model. Sizes are checked against the bytes that are there at once; values are read when they are asked for. */
final class TensorReader {
    private final ModelFile file;

    TensorReader(ModelFile file) {
        this.file = file;
    }

    /** Whether the type of the elements is read. */
    static boolean isRead(TensorProto tensor) {
        return DataType.of(tensor.getDataType()).isPresent() && !tensor.hasSegment();
    }

    /**
     * An array.
     *
     * @throws BnException if its type is not read, its bytes are not as many as its shape says, or its external file is not there
     */
    ModelArray read(TensorProto tensor) {
        String name = name(tensor);
        DataType type = DataType.of(tensor.getDataType()).filter(any -> !tensor.hasSegment()).orElseThrow(() -> new BnException(
                file.path() + ": " + name + " has " + typeName(tensor) + ", which is not read; convert it to float32"));
        List<Integer> shape = shape(tensor, name);
        long count = shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> multiply(a, b, name));
        long bytes = multiply(count, type.bytes(), name);
        Supplier<double[]> reader;
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            ExternalData data = ExternalData.of(file, name, tensor.getExternalDataList(), bytes);
            reader = () -> values(type, count, data.read(), name);
        } else if (tensor.hasRawData() && type.count(tensor) == 0) {
            ByteString raw = tensor.getRawData();
            require(raw.size() == bytes, name, shape, raw.size() + " bytes");
            reader = () -> values(type, count, raw.asReadOnlyByteBuffer(), name);
        } else {
            require(type.count(tensor) == count, name, shape, type.count(tensor) + " numbers");
            reader = () -> values(type, tensor, name);
        }
        return new ModelArray(type.name(), shape, reader);
    }

    private static String name(TensorProto tensor) {
        return tensor.getName().isEmpty() ? "a constant" : "the array '" + NodeNames.printable(tensor.getName()) + "'";
    }

    private static String typeName(TensorProto tensor) {
        return tensor.hasSegment() ? "segments"
                : "the type " + Optional.ofNullable(TensorProto.DataType.forNumber(tensor.getDataType()))
                        .map(Enum::name).orElse("number " + tensor.getDataType());
    }

    private List<Integer> shape(TensorProto tensor, String name) {
        List<Integer> shape = new ArrayList<>();
        for (long size : tensor.getDimsList()) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                throw file.damaged(name + " has an axis of the size " + size);
            }
            shape.add((int) size);
        }
        return shape;
    }

    private long multiply(long a, long b, String name) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw file.damaged(name + " has more elements than can be counted");
        }
    }

    private void require(boolean right, String name, List<Integer> shape, String has) {
        if (!right) {
            throw file.damaged(name + " of the shape " + shape + " has " + has);
        }
    }

    private double[] values(DataType type, long count, ByteBuffer bytes, String name) {
        double[] values = allocate(count, name);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = type.next(bytes);
        }
        return values;
    }

    private double[] values(DataType type, TensorProto tensor, String name) {
        double[] values = allocate(type.count(tensor), name);
        for (int i = 0; i < values.length; i++) {
            values[i] = type.get(tensor, i);
        }
        return values;
    }

    private double[] allocate(long count, String name) {
        return MaxHeap.numbers(file.path() + ": " + name, count, "use a smaller model");
    }
}
