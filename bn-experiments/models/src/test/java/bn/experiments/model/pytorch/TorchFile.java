package bn.experiments.model.pytorch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the files of {@code torch.save}, right ones and wrong ones. */
final class TorchFile {
    private record Storage(String type, long elements, byte[] data) {}

    private record View(String storage, long offset, List<Integer> shape, List<Long> strides) {}

    private final Map<String, Storage> storages = new LinkedHashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    final Map<String, byte[]> moreEntries = new LinkedHashMap<>();

    /** Adds a storage, in float32. */
    TorchFile storage(String key, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return storage(key, "FloatStorage", values.length, bytes.array());
    }

    TorchFile storage(String key, String type, long elements, byte[] data) {
        storages.put(key, new Storage(type, elements, data));
        return this;
    }

    /** Adds a tensor as a view of a storage. */
    TorchFile view(String name, String storage, long offset, List<Integer> shape, List<Long> strides) {
        views.put(name, new View(storage, offset, shape, strides));
        return this;
    }

    /** Adds a tensor of rank 1 with a storage of its own. */
    TorchFile vector(String name, float... values) {
        String key = String.valueOf(storages.size());
        return storage(key, values).view(name, key, 0, List.of(values.length), List.of(1L));
    }

    /** A convolution and a batch normalization of 3 channels. */
    static TorchFile small() {
        TorchFile file = new TorchFile();
        float[] weights = new float[3 * 2 * 2 * 2];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i / 8f;
        }
        file.storage("0", weights).view("conv1.weight", "0", 0, List.of(3, 2, 2, 2), List.of(8L, 4L, 2L, 1L));
        file.vector("bn1.weight", 0.5f, -2, 1e-4f).vector("bn1.bias", 1, 2, -3).vector("bn1.running_mean", 0.25f, 0, 8)
                .vector("bn1.running_var", 1, 0, 3);
        return file.storage("5", "LongStorage", 1, new byte[] {7, 0, 0, 0, 0, 0, 0, 0})
                .view("bn1.num_batches_tracked", "5", 0, List.of(), List.of());
    }

    private void dict(PickleBytes pickle, boolean legacy) {
        pickle.orderedDict().op('(');
        views.forEach((name, view) -> {
            Storage storage = storages.get(view.storage());
            pickle.text(name).global("torch._utils", "_rebuild_tensor_v2").op('(')
                    .storage(storage.type(), view.storage(), storage.elements(), legacy)
                    .number(view.offset()).numbers(view.shape()).numbers(view.strides()).op(0x89).orderedDict().op('t', 'R');
        });
        pickle.op('u');
    }

    byte[] pickle(boolean legacy, Consumer<PickleBytes> after) {
        PickleBytes pickle = new PickleBytes();
        dict(pickle, legacy);
        after.accept(pickle);
        return pickle.stop();
    }

    /** The new form. */
    byte[] zip(boolean compressed) throws IOException {
        return zip(compressed, pickle(false, pickle -> {}));
    }

    byte[] zip(boolean compressed, byte[] pickle) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("m/data.pkl", pickle);
        storages.forEach((key, storage) -> entries.put("m/data/" + key, storage.data()));
        entries.put("m/version", new byte[] {'3', '\n'});
        entries.putAll(moreEntries);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(0);
                entry.setMethod(compressed ? ZipEntry.DEFLATED : ZipEntry.STORED);
                entry.setSize(each.getValue().length);
                CRC32 sum = new CRC32();
                sum.update(each.getValue());
                entry.setCrc(sum.getValue());
                out.putNextEntry(entry);
                out.write(each.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The old form. */
    byte[] legacy() {
        return legacy(pickle(true, pickle -> {}));
    }

    byte[] legacy(byte[] pickle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new PickleBytes().op(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19).stop());
        out.writeBytes(new PickleBytes().op('M', 0xe9, 0x03).stop());
        out.writeBytes(new PickleBytes().op('}', '(').text("little_endian").op(0x88, 'u').stop());
        out.writeBytes(pickle);
        PickleBytes keys = new PickleBytes().op(']', '(');
        new ArrayList<>(storages.keySet()).forEach(keys::text);
        out.writeBytes(keys.op('e').stop());
        storages.values().forEach(storage -> {
            out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(storage.elements()).array());
            out.writeBytes(storage.data());
        });
        return out.toByteArray();
    }
}
