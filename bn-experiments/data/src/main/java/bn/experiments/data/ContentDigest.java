package bn.experiments.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of the numbers of examples, features and targets, in the order in which a computation sees them. */
public final class ContentDigest {
    private static final int BLOCK = 256;

    private final MessageDigest digest;

    private ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** Of examples: 64 hexadecimal digits. */
    public static String of(Examples examples) {
        ContentDigest content = new ContentDigest();
        content.add(examples);
        return content.text();
    }

    /** Of training and test examples together. */
    public static String of(Dataset dataset) {
        ContentDigest content = new ContentDigest();
        content.add(dataset.train());
        content.add(dataset.test());
        return content.text();
    }

    private String text() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many there are, and their numbers: bytes if they are bytes, else float64. */
    private void add(Examples examples) {
        digest.update(ByteBuffer.allocate(3 * Integer.BYTES).putInt(examples.count()).putInt(examples.features())
                .putInt(examples.targets()).flip());
        int width = examples.features() + examples.targets();
        try (RowStream rows = examples.stream()) {
            if (rows.bytes()) {
                byte[] block = new byte[BLOCK * width];
                for (int n = rows.read(block, BLOCK); n > 0; n = rows.read(block, BLOCK)) {
                    digest.update(block, 0, n * width);
                }
            } else {
                double[] block = new double[BLOCK * width];
                ByteBuffer bytes = ByteBuffer.allocate(block.length * Double.BYTES);
                for (int n = rows.read(block, BLOCK); n > 0; n = rows.read(block, BLOCK)) {
                    bytes.clear().asDoubleBuffer().put(block, 0, n * width);
                    digest.update(bytes.limit(n * width * Double.BYTES));
                }
            }
        }
    }
}
