package bn.experiments.data;

import bn.api.InvalidRequestException;

/** A stream that ends after a number of rows. */
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
    public double fractionRead() {
        return Math.max(rows.fractionRead(), (double) done / limit);
    }

    @Override
    public void close() {
        rows.close();
    }
}
