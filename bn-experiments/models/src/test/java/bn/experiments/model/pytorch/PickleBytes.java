package bn.experiments.model.pytorch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes pickles, instruction by instruction, as Python's pickletools lists them. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleBytes() {
        op(0x80, 2);
    }

    PickleBytes op(int... bytes) {
        for (int each : bytes) {
            out.write(each);
        }
        return this;
    }

    private PickleBytes int4(int value) {
        out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
        return this;
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        op('X').int4(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes line(String text) {
        out.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** The class or function of a name. */
    PickleBytes global(String module, String name) {
        return op('c').line(module).line(name);
    }

    /** An integer, in 8 bytes. */
    PickleBytes number(long value) {
        op(0x8a, 8);
        out.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
        return this;
    }

    PickleBytes real(double value) {
        op('G');
        out.writeBytes(ByteBuffer.allocate(8).putDouble(value).array());
        return this;
    }

    PickleBytes numbers(List<? extends Number> values) {
        op('(');
        values.forEach(value -> number(value.longValue()));
        return op('t');
    }

    PickleBytes orderedDict() {
        return global("collections", "OrderedDict").op(')', 'R');
    }

    /** A storage: its class, key and number of elements. */
    PickleBytes storage(String type, String key, long elements, boolean legacy) {
        op('(').text("storage").global("torch", type).text(key).text("cpu").number(elements);
        return (legacy ? op('N') : this).op('t', 'Q');
    }

    byte[] stop() {
        return op('.').out.toByteArray();
    }
}
