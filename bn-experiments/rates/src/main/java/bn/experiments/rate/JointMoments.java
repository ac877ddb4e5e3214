package bn.experiments.rate;

import bn.api.DType;
import bn.api.Moments;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.backend.Backend;
import bn.api.kernel.ByteMomentsAccumulator;
import bn.api.kernel.ByteMomentsKernel;
import bn.api.kernel.MomentsAccumulator;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.data.Examples;
import bn.experiments.data.RowStream;
import bn.experiments.result.MaxHeap;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * The joint moments of the features and targets of a data set, features first: the covariance of the features, that of features
 * with targets, and the variance of the targets. A backend computes them in float64, block by block. For images they are exact up
 * to a few roundings if the backend has a kernel for bytes.
 */
public final class JointMoments {
    private static final int BLOCK = 2048;
    /** The square root of the largest length of an array. */
    private static final int MOST_COLUMNS = 46_340;
    /**
     * How many columns x columns matrices are on the heap at once: scatter matrix, covariance, and those of its decomposition.
     */
    private static final int MATRICES = 4;
    /** Bytes of all else on the heap. */
    private static final int OTHERS = 16 << 20;
    private static final String FEWER = "use fewer features, or average pixels of images";

    private final Backend backend;

    /** Moments that a backend computes. */
    public JointMoments(Backend backend) {
        this.backend = backend;
    }

    /** The moments of all examples. */
    public Moments of(Examples examples) {
        return of(examples.stream(), fraction -> {});
    }

    /**
     * The moments of all examples of a stream, which is read to its end. Takes the memory of one block and of the moments.
     *
     * @param progress called with the fraction done
     * @throws DataException if the stream has no examples, or their moments do not fit in memory
     */
    public Moments of(RowStream examples, DoubleConsumer progress) {
        requireMemory("a covariance", examples.features() + (long) examples.targets());
        Optional<ByteMomentsKernel> exact = examples.bytes() ? backend.optional(ByteMomentsKernel.class) : Optional.empty();
        return exact.isPresent() ? ofBytes(exact.get(), examples, progress) : ofNumbers(examples, progress);
    }

    /**
     * Rejects moments that are too large to be computed or used here.
     *
     * @param what beginning of the message: what has these columns
     * @param columns features and targets
     * @throws DataException if a matrix of columns x columns is too large for an array, or for the memory that Java may use
     */
    public static void requireMemory(String what, long columns) {
        String matrix = what + " of " + columns + " columns";
        if (columns > MOST_COLUMNS) {
            throw new DataException(matrix + " is too large; at most " + MOST_COLUMNS + " are possible: " + FEWER,
                    DataRemedy.POOLING);
        }
        MaxHeap.require(matrix, bytes(columns), FEWER, DataRemedy.POOLING);
    }

    /** How much of the heap moments of so many columns and their use take at most. */
    public static double bytes(long columns) {
        return (double) Double.BYTES * columns * (MATRICES * columns + BLOCK) + OTHERS;
    }

    private Moments ofNumbers(RowStream examples, DoubleConsumer progress) {
        int width = examples.features() + examples.targets();
        double[] block = new double[Math.multiplyExact(BLOCK, width)];
        try (Tensor rows = backend.allocate(DType.FLOAT64, Shape.of(BLOCK, width));
                MomentsAccumulator accumulator = backend.moments().accumulator(DType.FLOAT64, width)) {
            long all = 0;
            for (int count = examples.read(block, BLOCK); count > 0; count = examples.read(block, BLOCK)) {
                Tensor filled = rows.rows(0, count);
                filled.upload(block, 0);
                accumulator.add(filled);
                progress.accept(examples.fractionRead());
                all += count;
            }
            requireExamples(all);
            examples.finish();
            return accumulator.result();
        }
    }

    private static Moments ofBytes(ByteMomentsKernel kernel, RowStream examples, DoubleConsumer progress) {
        int width = examples.features() + examples.targets();
        byte[] block = new byte[Math.multiplyExact(BLOCK, width)];
        try (ByteMomentsAccumulator accumulator = kernel.accumulator(width)) {
            long all = 0;
            for (int count = examples.read(block, BLOCK); count > 0; count = examples.read(block, BLOCK)) {
                accumulator.add(block, 0, count);
                progress.accept(examples.fractionRead());
                all += count;
            }
            requireExamples(all);
            examples.finish();
            Moments moments = accumulator.result();
            divide(moments.mean(), RowStream.BYTE);
            divide(moments.scatterMatrix(), RowStream.BYTE * RowStream.BYTE);
            return moments;
        }
    }

    private static void requireExamples(long examples) {
        if (examples == 0) {
            throw new DataException("there are no examples to compute moments of");
        }
    }

    private static void divide(double[] values, int divisor) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= divisor;
        }
    }
}
