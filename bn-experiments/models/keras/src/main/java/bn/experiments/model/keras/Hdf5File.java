package bn.experiments.model.keras;

import bn.experiments.model.ModelArray;
import bn.experiments.model.ModelFile;
import io.jhdf.ObjectHeader;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataSpaceMessage;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An HDF5 file: its arrays and the texts of its groups' attributes, by path. Every failure of jHDF is one of the file. */
final class Hdf5File {
    /** Keras nests its groups as deep as models are nested in models. */
    private static final int DEEPEST = 64;

    private final Hdf5Storage storage;
    private final Map<String, ObjectHeader> groups = new HashMap<>();
    private final Map<String, ModelArray> arrays = new LinkedHashMap<>();
    private final ModelFile file;

    private Hdf5File(ModelFile file, Hdf5Storage storage) {
        this.file = file;
        this.storage = storage;
        read("", Hdf5Group.root(storage), 0);
    }

    /**
     * Reads the structure of a file.
     *
     * @param file what messages name
     * @param bytes all its bytes
     * @throws bn.api.BnException if it is damaged
     */
    static Hdf5File read(ModelFile file, ByteBuffer bytes) {
        return Hdf5Errors.of(file, () -> new Hdf5File(file, new Hdf5Storage(bytes)));
    }

    private void read(String path, long address, int depth) {
        if (depth > DEEPEST) {
            throw new HdfException("groups are nested deeper than " + DEEPEST);
        }
        ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
        if (header.hasMessageOfType(DataSpaceMessage.class)) {
            arrays.put(path, Hdf5Array.of(file, storage, header, path));
            return;
        }
        groups.put(path, header);
        Hdf5Group.children(storage, header)
                .forEach((name, child) -> read(path.isEmpty() ? name : path + "/" + name, child, depth + 1));
    }

    /** All arrays by their paths, such as {@code model_weights/conv2d/conv2d/kernel:0}, in the file's order. */
    Map<String, ModelArray> arrays() {
        return Collections.unmodifiableMap(arrays);
    }

    /** Whether there is a group. */
    boolean hasGroup(String path) {
        return groups.containsKey(path);
    }

    /** The text of an attribute of a group, if it has it. */
    Optional<String> text(String group, String name) {
        return texts(group, name).stream().findFirst();
    }

    /** The texts of an attribute of a group; none if it has no such attribute. */
    List<String> texts(String group, String name) {
        ObjectHeader header = groups.get(group);
        return header == null ? List.of() : Hdf5Errors.of(file, () -> header.getMessagesOfType(AttributeMessage.class).stream()
                .filter(each -> each.getName().equals(name)).findFirst().map(this::texts).orElse(List.of()));
    }

    private List<String> texts(AttributeMessage attribute) {
        ByteBuffer data = attribute.getDataBuffer();
        int[] shape = attribute.getDataSpace().getDimensions();
        if (data == null || attribute.getDataType().getJavaType() != String.class || shape.length > 1) {
            return List.of();
        }
        if (attribute.getDataSpace().getTotalLength() > data.capacity()) {
            throw new HdfException("the attribute " + attribute.getName() + " is longer than its bytes");
        }
        Object value = DatasetReader.readDataset(attribute.getDataType(), data, shape, storage);
        return value instanceof String text ? List.of(text) : Stream.of((Object[]) value).map(String.class::cast).toList();
    }
}
