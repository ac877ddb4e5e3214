package bn.experiments.data;

import bn.experiments.result.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** SHA-256 of the numbers of a data set: of those examples, in that order, that a computation sees. */
public final class ContentDigest {
    private final MessageDigest digest = Sha256.start();

    private ContentDigest() { }

    /** Of training and test examples as float64 numbers, 64 hexadecimal digits. */
    public static String of(Dataset dataset) {
        ContentDigest digest = new ContentDigest();
        digest.add(dataset.train());
        digest.add(dataset.test());
        return Sha256.text(digest.digest);
    }

    private void add(Examples examples) {
        digest.update(ByteBuffer.allocate(3 * Integer.BYTES).putInt(examples.count()).putInt(examples.features())
                .putInt(examples.targets()).flip());
        double[] row = new double[examples.features() + examples.targets()];
        ByteBuffer bytes = ByteBuffer.allocate(row.length * Double.BYTES);
        for (int i = 0; i < examples.count(); i++) {
            examples.copyFeatures(i, row, 0);
            examples.copyTargets(i, row, examples.features());
            bytes.clear().asDoubleBuffer().put(row);
            digest.update(bytes);
        }
    }
}
