package bn.theory.spectral;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The singular value decomposition G = U diag(sigma) V^T of a factor G of S = G G^T, by one-sided Jacobi rotations (Demmel and
 * Veselic 1992; Drmac and Veselic 2008). The lengths of the d rows of G may differ by many powers of ten. If the rows scaled to
 * length 1 are far from linearly dependent, the error of sigma_j is relative to sigma_j and not to the largest singular value.
 *
 * <p>Steps: a QR decomposition of G^T with pivoting; an eigendecomposition that makes columns of R^T of similar length almost
 * orthogonal, which saves most sweeps; Jacobi rotations of R^T. All steps are applied to a left inverse P of G too, which becomes
 * V^T P.
 */
final class JacobiSvd {
    /** About 10 are needed. */
    private static final int MOST_SWEEPS = 60;
    /** Columns are combined up to this ratio of lengths; the relative error of the shortest grows by as much. */
    private static final double ALIKE = 1e4;
    /**
     * Columns shorter than the longest by this ratio are combined again: rounding of the longer ones hid their scalar products.
     */
    private static final double STEP = 1e2;

    private final int features;
    private final int rank;
    /** For each singular value: sigma u, then the row of V^T P; each has an entry per feature. */
    private final double[][] columns;
    private final double[] lengths;

    /**
     * Decomposes G. Both arrays are overwritten.
     *
     * @param factor the d rows of G, length r
     * @param inverse the d columns of P, length r
     */
    JacobiSvd(double[][] factor, double[][] inverse) {
        features = factor.length;
        rank = factor[0].length;
        triangularize(factor, inverse);
        columns = new double[rank][2 * features];
        for (int k = 0; k < rank; k++) {
            for (int i = 0; i < features; i++) {
                columns[k][i] = factor[i][k];
                columns[k][features + i] = inverse[i][k];
            }
        }
        lengths = new double[rank];
        sort();
        for (int from = 0; from < rank;) {
            combine(from, countFrom(lengths[from] / ALIKE));
            sort();
            from = Math.max(from + 1, countFrom(lengths[from] / STEP));
        }
        rotate();
        sort();
    }

    private void sort() {
        Arrays.sort(columns, Comparator.comparingDouble(column -> -dot(column, column, 0, features)));
        measure();
    }

    /** The number of columns of at least a given length. */
    private int countFrom(double length) {
        return (int) Arrays.stream(lengths).filter(each -> each >= length).count();
    }

    private void measure() {
        Arrays.setAll(lengths, k -> Math.sqrt(dot(columns[k], columns[k], 0, features)));
    }

    /** sigma_j, the j-th largest. */
    double value(int j) {
        return lengths[j];
    }

    /** An entry of u_j. */
    double vector(int j, int feature) {
        return columns[j][feature] / lengths[j];
    }

    /** An entry of row j of V^T P. */
    double inverse(int j, int feature) {
        return columns[j][features + feature];
    }

    /** Householder QR of G^T, pivoting on the longest remaining row; leaves R^T in the rows and reflects the columns of P too. */
    private static void triangularize(double[][] rows, double[][] inverse) {
        int d = rows.length;
        int r = rows[0].length;
        double[] left = Arrays.stream(rows).mapToDouble(row -> dot(row, row, 0, r)).toArray();
        for (int step = 0; step < r; step++) {
            int k = step;
            int pivot = IntStream.range(0, d).boxed().max(Comparator.comparingDouble(i -> left[i])).orElseThrow();
            double[] normal = rows[pivot].clone();
            double length = Math.copySign(Math.sqrt(dot(normal, normal, k, r)), normal[k]);
            normal[k] += length;
            double half = dot(normal, normal, k, r) / 2;
            left[pivot] = -1;
            rows[pivot][k] = -length;
            Arrays.fill(rows[pivot], k + 1, r, 0);
            IntStream.range(0, 2 * d).parallel().forEach(i -> {
                double[] vector = i < d ? rows[i] : inverse[i - d];
                if (half > 0 && (i >= d || left[i] >= 0)) {
                    double factor = dot(vector, normal, k, r) / half;
                    for (int j = k; j < r; j++) {
                        vector[j] -= factor * normal[j];
                    }
                }
                if (i < d && left[i] >= 0) {
                    left[i] = dot(vector, vector, k + 1, r);
                }
            });
        }
    }

    /** Replaces some columns by their combinations along the eigenvectors of their Gram matrix. */
    private void combine(int from, int to) {
        int count = to - from;
        double[] products = new double[count * count];
        IntStream.range(0, count).parallel().forEach(j -> {
            for (int k = 0; k <= j; k++) {
                products[j * count + k] = dot(columns[from + j], columns[from + k], 0, features);
                products[k * count + j] = products[j * count + k];
            }
        });
        double[] vectors = Eigenpairs.of(products, count).vectors();
        double[][] combined = new double[count][2 * features];
        IntStream.range(0, count).parallel().forEach(j -> {
            for (int k = 0; k < count; k++) {
                double factor = vectors[j * count + k];
                double[] column = columns[from + k];
                for (int i = 0; i < column.length; i++) {
                    combined[j][i] += factor * column[i];
                }
            }
        });
        System.arraycopy(combined, 0, columns, from, count);
    }

    /** Makes the columns orthogonal. The pairs of a round have no column in common, so they run in parallel. */
    private void rotate() {
        int players = rank + rank % 2;
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            measure();
            boolean still = true;
            for (int round = 0; round < players - 1; round++) {
                int now = round;
                still &= IntStream.range(0, players / 2).parallel()
                        .map(pair -> rotate(seat(pair, now, players), seat(players - 1 - pair, now, players))).sum() == 0;
            }
            if (still) {
                return;
            }
        }
    }

    /** Round-robin order of the pairs: seat 0 stays, the others move by one in each round. */
    private static int seat(int seat, int round, int players) {
        return seat == 0 ? 0 : (seat - 1 + round) % (players - 1) + 1;
    }

    /** Makes two columns orthogonal and puts the longer one first; returns 1 if they were not orthogonal yet, else 0. */
    private int rotate(int one, int other) {
        if (one >= rank || other >= rank) {
            return 0;
        }
        int j = Math.min(one, other);
        int k = Math.max(one, other);
        if (lengths[j] < lengths[k]) {
            swap(j, k);
        }
        double[] a = columns[j];
        double[] b = columns[k];
        double cosine = dot(a, b, 0, features) / lengths[j] / lengths[k];
        if (!(Math.abs(cosine) > Math.sqrt(features) * Math.ulp(1.0))) {
            return 0;
        }
        double ratio = lengths[k] / lengths[j];
        double cotangent = (1 / ratio - ratio) / (2 * cosine);
        double tangent = Math.copySign(1, cosine) / (Math.abs(cotangent) + Math.hypot(1, cotangent));
        double cos = 1 / Math.hypot(1, tangent);
        double sin = cos * tangent;
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            a[i] = cos * x + sin * b[i];
            b[i] = cos * b[i] - sin * x;
        }
        lengths[j] = Math.sqrt(dot(a, a, 0, features));
        lengths[k] = Math.sqrt(dot(b, b, 0, features));
        return 1;
    }

    private void swap(int j, int k) {
        double[] column = columns[j];
        columns[j] = columns[k];
        columns[k] = column;
        double length = lengths[j];
        lengths[j] = lengths[k];
        lengths[k] = length;
    }

    /** Four independent sums, so that the processor can compute them in parallel. */
    private static double dot(double[] a, double[] b, int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < to; i++) {
            first += a[i] * b[i];
        }
        return first + second + (third + fourth);
    }
}
