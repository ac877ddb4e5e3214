package bn.experiments.model.pytorch;

import bn.experiments.model.ByteSource;
import bn.experiments.model.MappedBytes;
import bn.experiments.model.ModelFile;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The form of {@code torch.save} before PyTorch 1.6: pickles of a magic number, of the protocol, of the machine, of the object and of
 * the storages' keys; then each storage, as the number of its elements, 8 bytes, and the elements, all in little-endian order.
 */
final class LegacyArchive {
    /** The pickle of the magic number 0x1950a86a20f9469cfc6c, after the byte of its protocol. */
    private static final int[] MAGIC = {0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, '.'};
    private static final long PROTOCOL = 1001;
    private static final int PROTOCOL_SIZE = 2;
    /** From protocol 4 on there is the length of a frame before it. */
    private static final byte FRAME = (byte) 0x95;
    private static final int FRAME_SIZE = 9;

    private LegacyArchive() {}

    /** Whether a file begins with the pickle of the magic number. */
    static boolean is(ModelFile file) {
        byte[] head = file.head();
        int start = head.length > PROTOCOL_SIZE && head[PROTOCOL_SIZE] == FRAME ? PROTOCOL_SIZE + FRAME_SIZE : PROTOCOL_SIZE;
        boolean is = head.length >= start + MAGIC.length && head[0] == (byte) 0x80;
        for (int i = 0; is && i < MAGIC.length; i++) {
            is = head[start + i] == (byte) MAGIC[i];
        }
        return is;
    }

    static TorchArchive read(ModelFile file) {
        if (!is(file)) {
            throw file.damaged("it does not begin with the magic number of PyTorch");
        }
        ByteBuffer in = new MappedBytes(file.path(), 0, file.size()).bytes(0, (int) Math.min(file.size(), ByteSource.MOST));
        TorchObjects objects = new TorchObjects(file);
        PickleReader.read(file, in, objects);
        if (!Long.valueOf(PROTOCOL).equals(PickleReader.read(file, in, objects))) {
            throw file.damaged("its protocol is not " + PROTOCOL);
        }
        if (!(PickleReader.read(file, in, objects) instanceof Map)) {
            throw file.damaged("it does not say on which machine it was written");
        }
        Object root = PickleReader.read(file, in, objects);
        if (!(PickleReader.read(file, in, objects) instanceof List<?> keys)) {
            throw file.damaged("it has no list of its storages");
        }
        return new TorchArchive(root, storages(file, in.position(), keys, objects.storages()));
    }

    private static Map<String, ByteSource> storages(ModelFile file, long start, List<?> keys, Map<String, TorchStorage> named) {
        if (keys.size() != named.size()) {
            throw file.damaged("it has " + keys.size() + " storages, and its tensors use " + named.size());
        }
        Map<String, ByteSource> sources = new LinkedHashMap<>();
        long at = start;
        for (Object key : keys) {
            if (!(key instanceof String name) || !named.containsKey(name) || sources.containsKey(name)) {
                throw file.damaged("its list of storages is not that of its tensors");
            }
            TorchStorage storage = named.get(name);
            long data = at + Long.BYTES;
            if (storage.bytes() > file.size() - data) {
                throw file.damaged("it ends at byte " + file.size() + ", within the " + storage.bytes() + " bytes of storage '"
                        + name + "'");
            }
            long elements = new MappedBytes(file.path(), at, Long.BYTES).bytes(0, Long.BYTES).getLong();
            if (elements != storage.elements()) {
                throw file.damaged("storage '" + name + "' has " + elements + " elements, and its tensors were made of "
                        + storage.elements());
            }
            sources.put(name, new MappedBytes(file.path(), data, storage.bytes()));
            at = data + storage.bytes();
        }
        if (at != file.size()) {
            throw file.damaged("it has " + (file.size() - at) + " bytes after its last storage");
        }
        return sources;
    }
}
