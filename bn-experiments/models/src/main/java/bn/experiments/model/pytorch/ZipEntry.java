package bn.experiments.model.pytorch;

import bn.api.BnException;
import bn.experiments.model.ByteSource;
import bn.experiments.model.MappedBytes;
import bn.experiments.model.ModelFile;
import bn.experiments.result.MaxHeap;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * An entry of a zip file. Its CRC-32 is compared when its bytes are first asked for. If it is stored, as PyTorch does, they are mapped,
 * else they are inflated to the heap.
 *
 * @param flags general purpose bits
 * @param method 0 if stored, 8 if deflated
 * @param crc CRC-32 of its bytes
 * @param compressed number of its bytes in the file
 * @param size number of its bytes
 * @param local where its own header is
 * @param limit where the directory begins, before which its bytes end
 */
record ZipEntry(ModelFile file, String name, int flags, int method, long crc, long compressed, long size, long local,
        long limit) {
    private static final int STORED = 0;
    private static final int DEFLATED = 8;
    private static final int ENCRYPTED = 1;
    private static final int HEADER = 0x04034b50;
    private static final int HEADER_SIZE = 30;
    /** DEFLATE needs at least one bit for 129 bytes. */
    private static final long MOST_INFLATION = 1032;

    /**
     * Its bytes.
     *
     * @throws BnException if they cannot be where the archive says, or cannot be so many
     */
    ByteSource bytes() {
        if ((flags & ENCRYPTED) != 0 || method != STORED && method != DEFLATED) {
            throw new BnException(
                    file.path() + ": entry '" + name + "' is encrypted or compressed in a way that is not read; save the file "
                            + "again in PyTorch");
        }
        if (method == STORED ? compressed != size : size < 0 || size / MOST_INFLATION > compressed) {
            throw damaged("says that its " + compressed + " bytes become " + size);
        }
        MappedBytes packed = new MappedBytes(file.path(), start(), compressed);
        return new Checked(method == STORED ? packed : new Inflated(packed));
    }

    private BnException damaged(String what) {
        return file.damaged("entry '" + name + "' " + what);
    }

    private long start() {
        if (local < 0 || local > limit - HEADER_SIZE) {
            throw damaged("is outside of the file");
        }
        ByteBuffer header = new MappedBytes(file.path(), local, HEADER_SIZE).bytes(0, HEADER_SIZE);
        int nameLength = Short.toUnsignedInt(header.getShort(26));
        long start = local + HEADER_SIZE + nameLength + Short.toUnsignedInt(header.getShort(28));
        if (header.getInt(0) != HEADER || compressed < 0 || compressed > limit - start) {
            throw damaged("is not where the archive says");
        }
        byte[] own = new byte[nameLength];
        new MappedBytes(file.path(), local + HEADER_SIZE, nameLength).bytes(0, nameLength).get(own);
        if (!new String(own, StandardCharsets.UTF_8).equals(name)) {
            throw damaged("has another name in its own header");
        }
        return start;
    }

    /** Bytes whose CRC-32 is compared before the first of them is given. */
    private final class Checked implements ByteSource {
        private final ByteSource source;
        private boolean right;

        Checked(ByteSource source) {
            this.source = source;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public synchronized ByteBuffer bytes(long from, int count) {
            if (!right) {
                CRC32 sum = new CRC32();
                for (long at = 0; at < size; at += MOST) {
                    sum.update(source.bytes(at, (int) Math.min(MOST, size - at)));
                }
                if (sum.getValue() != crc) {
                    throw damaged("does not have its checksum");
                }
                right = true;
            }
            return source.bytes(from, count);
        }
    }

    /** Bytes that are inflated when they are first asked for. */
    private final class Inflated implements ByteSource {
        private final MappedBytes packed;
        private byte[] content = {};

        Inflated(MappedBytes packed) {
            this.packed = packed;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public synchronized ByteBuffer bytes(long from, int count) {
            if (content.length != size) {
                content = inflate();
            }
            return PickleInput.little(content).slice((int) from, count).order(PickleInput.little(content).order());
        }

        private byte[] inflate() {
            if (size > MOST || compressed > MOST) {
                throw new BnException(
                        file.path() + ": entry '" + name + "' has " + size + " bytes in compressed form, and at most " + MOST
                                + " are read; save the file again in PyTorch, which does not compress");
            }
            MaxHeap.require(file.path() + ": entry '" + name + "'", (double) size,
                    "save the file again in PyTorch, which does not compress");
            byte[] bytes = new byte[(int) size];
            Inflater inflater = new Inflater(true);
            try {
                inflater.setInput(packed.bytes(0, (int) compressed));
                int done = 0;
                int more = 1;
                while (done < bytes.length && more > 0) {
                    more = inflater.inflate(bytes, done, bytes.length - done);
                    done += more;
                }
                if (done < bytes.length || inflater.inflate(new byte[1]) > 0) {
                    throw damaged("does not have its " + size + " bytes");
                }
                return bytes;
            } catch (DataFormatException e) {
                throw damaged("is not compressed right");
            } finally {
                inflater.end();
            }
        }
    }
}
