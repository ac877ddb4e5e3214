package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ByteSource;
import bn.experiments.model.MappedBytes;
import bn.experiments.model.ModelFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The entries of a zip file, by its central directory (PKWARE's APPNOTE, with zip64). Java's own reader does not say where the bytes of
 * an entry are, which is needed to map them.
 */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int END64 = 0x06064b50;
    private static final int END64_SIZE = 56;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_SIZE = 20;
    private static final int HEADER = 0x02014b50;
    private static final int HEADER_SIZE = 46;
    private static final int EXTRA64 = 1;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long MARK32 = 0xffffffffL;

    private final ModelFile file;
    private final MappedBytes bytes;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    /** Reads the directory of a file. */
    ZipDirectory(ModelFile file) {
        this.file = file;
        bytes = new MappedBytes(file.path(), 0, file.size());
        long end = end();
        ByteBuffer record = at(end, END_SIZE);
        long count = Short.toUnsignedLong(record.getShort(10));
        long size = Integer.toUnsignedLong(record.getInt(12));
        long start = Integer.toUnsignedLong(record.getInt(16));
        ByteBuffer locator = at(Math.max(0, end - LOCATOR64_SIZE), LOCATOR64_SIZE);
        if (locator.getInt(0) == LOCATOR64) {
            end = locator.getLong(8);
            ByteBuffer wide = at(end, END64_SIZE);
            if (wide.getInt(0) != END64) {
                throw damaged("its end does not say where its directory is");
            }
            count = wide.getLong(32);
            size = wide.getLong(40);
            start = wide.getLong(48);
        }
        if (size < 0 || size > ByteSource.MOST || start != end - size) {
            throw damaged("its directory of " + size + " bytes at byte " + start + " does not reach to its end at byte " + end);
        }
        ByteBuffer directory = at(start, size);
        for (long i = 0; i < count; i++) {
            add(directory, start);
        }
        if (directory.hasRemaining()) {
            throw damaged("its directory has more than its " + count + " entries");
        }
    }

    /** The entries by name, in their order. */
    Map<String, ZipEntry> entries() {
        return entries;
    }

    private BnException damaged(String what) {
        return file.damaged("the zip archive is wrong: " + what);
    }

    private ByteBuffer at(long from, long count) {
        if (from < 0 || count > file.size() - from) {
            throw damaged("it refers to bytes beyond its " + file.size());
        }
        return bytes.bytes(from, (int) count);
    }

    /** The place of the record at the end, after which there is a comment of the length that it says. */
    private long end() {
        long first = Math.max(0, file.size() - END_SIZE - LONGEST_COMMENT);
        ByteBuffer tail = at(first, file.size() - first);
        for (int i = tail.capacity() - END_SIZE; i >= 0; i--) {
            if (tail.getInt(i) == END && Short.toUnsignedInt(tail.getShort(i + 20)) == tail.capacity() - END_SIZE - i) {
                return first + i;
            }
        }
        throw damaged("it has no end; perhaps it is cut off");
    }

    private void add(ByteBuffer directory, long limit) {
        int at = directory.position();
        if (directory.remaining() < HEADER_SIZE || directory.getInt(at) != HEADER) {
            throw damaged("its directory is cut off");
        }
        int name = Short.toUnsignedInt(directory.getShort(at + 28));
        int extra = Short.toUnsignedInt(directory.getShort(at + 30));
        int comment = Short.toUnsignedInt(directory.getShort(at + 32));
        if (directory.remaining() - HEADER_SIZE < name + extra + comment) {
            throw damaged("its directory is cut off");
        }
        byte[] text = new byte[name];
        directory.get(at + HEADER_SIZE, text);
        ByteBuffer wide = extra64(directory, at + HEADER_SIZE + name, extra);
        long size = wide(directory.getInt(at + 24), wide);
        long compressed = wide(directory.getInt(at + 20), wide);
        long local = wide(directory.getInt(at + 42), wide);
        ZipEntry entry = new ZipEntry(file, new String(text, StandardCharsets.UTF_8), directory.getShort(at + 8),
                directory.getShort(at + 10), Integer.toUnsignedLong(directory.getInt(at + 16)), compressed, size, local, limit);
        if (entries.put(entry.name(), entry) != null) {
            throw damaged("it has two entries '" + entry.name() + "'");
        }
        directory.position(at + HEADER_SIZE + name + extra + comment);
    }

    /** The sizes that do not fit 4 bytes: they follow each other in this order if they have the mark. */
    private long wide(int value, ByteBuffer wide) {
        long unsigned = Integer.toUnsignedLong(value);
        if (unsigned != MARK32) {
            return unsigned;
        }
        if (wide.remaining() < Long.BYTES) {
            throw damaged("an entry does not say its size");
        }
        return wide.getLong();
    }

    private ByteBuffer extra64(ByteBuffer directory, int from, int length) {
        int at = from;
        while (at + 4 <= from + length) {
            int size = Math.min(Short.toUnsignedInt(directory.getShort(at + 2)), from + length - at - 4);
            if (Short.toUnsignedInt(directory.getShort(at)) == EXTRA64) {
                return directory.slice(at + 4, size).order(directory.order());
            }
            at += 4 + size;
        }
        return PickleInput.little(new byte[0]);
    }
}
