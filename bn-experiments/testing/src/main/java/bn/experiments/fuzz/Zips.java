package bn.experiments.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Zip archives in memory. */
public final class Zips {
    /** How entries are stored: by numpy.savez, by numpy.savez_compressed, and by bn. */
    public enum Form {
        STORED_ZIP64, DEFLATED_ZIP64, DEFLATED
    }

    private Zips() {}

    public static byte[] of(Map<String, byte[]> files, Form form) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
            out.setUseZip64(form == Form.DEFLATED ? Zip64Mode.Never : Zip64Mode.Always);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey() + ".npy");
                entry.setTime(0);
                entry.setMethod(form == Form.STORED_ZIP64 ? ZipArchiveEntry.STORED : ZipArchiveEntry.DEFLATED);
                entry.setSize(file.getValue().length);
                if (form == Form.STORED_ZIP64) {
                    CRC32 sum = new CRC32();
                    sum.update(file.getValue());
                    entry.setCrc(sum.getValue());
                }
                out.putArchiveEntry(entry);
                out.write(file.getValue());
                out.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
