package bn.experiments.data.cifar;

import bn.experiments.data.DataException;
import bn.experiments.data.Examples;
import bn.experiments.data.ImageSize;
import bn.experiments.data.Targets;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Images and labels of a few batches, read straight to where they stay. */
final class CifarImages {
    private static final ImageSize SIZE = new ImageSize(32, 32, 3);
    private static final int RECORD = 1 + SIZE.features();

    private final int perBatch;
    private final int classes;
    private final byte[] pixels;
    private final int[] labels;

    /**
     * Room for batches.
     *
     * @param perBatch the number of images of each
     */
    CifarImages(int batches, int perBatch, int classes) {
        this.perBatch = perBatch;
        this.classes = classes;
        pixels = new byte[Math.multiplyExact(batches * perBatch, SIZE.features())];
        labels = new int[batches * perBatch];
    }

    /** The bytes that the pixels of that many images take. */
    static long bytes(int images) {
        return (long) images * SIZE.features();
    }

    /** The bytes that a batch of that many images has. */
    static long batchBytes(int images) {
        return (long) images * RECORD;
    }

    /**
     * Reads a batch.
     *
     * @param batch which of them it is, from 0
     * @param size the bytes that it has
     * @param where names it in messages
     * @throws DataException if it is not of the right size, or a label is out of range
     */
    void read(int batch, InputStream in, long size, String where) throws IOException {
        if (size != batchBytes(perBatch)) {
            throw new DataException(where + " has " + size + " bytes, not " + batchBytes(perBatch) + ": " + perBatch
                    + " images of one label and " + SIZE + " pixels; get it again");
        }
        for (int i = 0; i < perBatch; i++) {
            int image = batch * perBatch + i;
            labels[image] = in.read();
            if (in.readNBytes(pixels, image * SIZE.features(), SIZE.features()) < SIZE.features()) {
                throw new EOFException("it ends within image " + (i + 1));
            }
            if (labels[image] >= classes) {
                throw new DataException(where + ": label " + labels[image] + " of image " + (i + 1) + " is out of range 0 to "
                        + (classes - 1) + "; it is damaged or no batch of CIFAR-10: get it again");
            }
        }
    }

    /** The examples, once all batches were read. */
    Examples examples() {
        return Examples.ofImages(SIZE, pixels, new Targets.Labels(labels, classes));
    }
}
