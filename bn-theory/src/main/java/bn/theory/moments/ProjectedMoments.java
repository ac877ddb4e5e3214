package bn.theory.moments;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The moments, up to the fourth, of the projections v.x of a sample on given directions v: what T9 needs to know of a unit's
 * inputs beyond their covariance.
 *
 * @param directions K directions v of length d each
 * @param along the moments of v.x for each of them
 */
public record ProjectedMoments(double[][] directions, List<CentralMoments> along) {

    /** Checks the sizes; the directions are taken over, not copied. */
    public ProjectedMoments {
        along = List.copyOf(along);
        if (directions.length != along.size() || along.isEmpty()) {
            throw new IllegalArgumentException("moments along " + along.size() + " of " + directions.length + " directions");
        }
    }

    /** The moments of both samples together.
     *
     * @throws IllegalArgumentException if the directions are not the same, to the bit
     */
    public ProjectedMoments merge(ProjectedMoments other) {
        if (!Arrays.deepEquals(directions, other.directions)) {
            throw new IllegalArgumentException("cannot merge moments along different directions");
        }
        return new ProjectedMoments(directions,
                IntStream.range(0, along.size()).mapToObj(k -> along.get(k).merge(other.along.get(k))).toList());
    }
}
