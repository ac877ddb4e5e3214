package bn.experiments.model.keras;

import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import io.jhdf.ObjectHeader;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.dataset.ContiguousDatasetImpl;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.NoParent;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** An array of an HDF5 file. Its sizes are checked against the bytes that are there when the file is opened. */
final class Hdf5Array {

    private Hdf5Array() {}

    /** The array of a header; its values are read when they are asked for. */
    static ModelArray of(ModelFile file, Hdf5Storage storage, ObjectHeader header, String path) {
        DataType type = header.getMessageOfType(DataTypeMessage.class).getDataType();
        var space = header.getMessageOfType(DataSpaceMessage.class).getDataSpace();
        List<Integer> shape = Arrays.stream(space.getDimensions()).boxed().toList();
        long elements = space.getTotalLength();
        int bytes = type.getSize();
        DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
        if (!(layout instanceof ContiguousDataLayoutMessage || layout instanceof CompactDataLayoutMessage)) {
            throw new UnsupportedHdfException(
                    "the array " + path + " is stored in chunks, which Keras does not write; h5repack -l CONTI"
                            + " of the HDF5 tools writes the file without them");
        }
        if (bytes < 1 || elements < 0 || elements > storage.size() / bytes) {
            throw new HdfException("the array " + path + " of " + elements + " elements is larger than the file");
        }
        return new ModelArray(name(type), shape,
                () -> Hdf5Errors.of(file, () -> values(storage, header, path, (int) elements)));
    }

    private static double[] values(Hdf5Storage storage, ObjectHeader header, String path, int elements) {
        DatasetBase dataset = (DatasetBase) DatasetLoader.createDataset(storage, header, path, NoParent.INSTANCE);
        DataType type = dataset.getDataType();
        if (elements > 0 && dataset instanceof ContiguousDatasetImpl contiguous && contiguous.isEmpty()) {
            throw new HdfException("the array " + path + " was never written");
        }
        ByteBuffer data = elements == 0 ? ByteBuffer.allocate(0) : dataset.getDataBuffer();
        if (dataset instanceof CompactDataset && data.remaining() < (long) elements * type.getSize()) {
            throw new HdfException("the array " + path + " has fewer bytes than its shape needs");
        }
        Hdf5Number number = Hdf5Number.of(type).orElseThrow(() -> new UnsupportedHdfException("the array " + path
                + " is of the type " + name(type) + ", which is not read; convert it to float32"));
        double[] values = new double[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = number.next(data);
        }
        return values;
    }

    /** In the notation of safetensors, where it has one. */
    private static String name(DataType type) {
        int bits = type.getSize() * Byte.SIZE;
        if (type instanceof FloatingPoint number) {
            return number.getExponentSize() == Hdf5Number.BFLOAT16_EXPONENT && bits == Short.SIZE ? "BF16" : "F" + bits;
        }
        return type instanceof FixedPoint number ? (number.isSigned() ? "I" : "U") + bits
                : type.getClass().getSimpleName();
    }
}
