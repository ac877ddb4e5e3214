package bn.experiments.data;

import bn.api.InvalidRequestException;

/** The first rows of a stream. */
final class LimitedRows implements RowStream {
    private final RowStream rows;
    private final int limit;
    private int done;

    LimitedRows(RowStream rows, int limit) {
        if (limit < 1) {
            throw new InvalidRequestException("cannot keep " + limit + " examples; at least 1 is needed");
        }
        this.rows = rows;
        this.limit = limit;
    }

    @Override
    public int features() {
        return rows.features();
    }

    @Override
    public int targets() {
        return rows.targets();
    }

    @Override
    public int read(double[] into, int most) {
        int count = rows.read(into, Math.min(most, limit - done));
        done += count;
        return count;
    }

    @Override
    public boolean bytes() {
        return rows.bytes();
    }

    @Override
    public int read(byte[] into, int most) {
        int count = rows.read(into, Math.min(most, limit - done));
        done += count;
        return count;
    }

    @Override
    public void finish() {
        rows.finish();
    }

    @Override
    public double share() {
        return Math.max(rows.share(), (double) done / limit);
    }

    @Override
    public void close() {
        rows.close();
    }
}
