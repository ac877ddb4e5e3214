package bn.monitor;

import bn.theory.network.RateBalance;
import java.util.List;

/** The balances (T8) of one stream in one window: a row of streams.csv. */
final class StreamWindow {
    static final List<String> HEADER = List.of("step", "stream", "readings", "net_rate", "shift", "writers", "consumers",
            "error");

    private final String name;
    private RunningMoments netRate = new RunningMoments();
    private RunningMoments shift = new RunningMoments();
    private RunningMoments writers = new RunningMoments();
    private RunningMoments consumers = new RunningMoments();
    private RunningMoments error = new RunningMoments();

    StreamWindow(String name) {
        this.name = name;
    }

    void add(RateBalance balance) {
        netRate.add(balance.netRate());
        shift.add(balance.shift());
        writers.add(balance.written());
        consumers.add(balance.above());
        double scale = Math.abs(balance.netRate()) + Math.abs(balance.shift()) + Math.abs(balance.written())
                + Math.abs(balance.above());
        double difference = balance.netRate() - balance.shift() + balance.written() - balance.above();
        error.add(scale == 0 ? 0 : Math.abs(difference) / scale);
    }

    boolean isEmpty() {
        return netRate.count() == 0;
    }

    /** The row, and no balances after it. */
    CsvRow takeRow(long step) {
        CsvRow row = new CsvRow().add(step).add(name).add(netRate.count()).add(netRate.mean()).add(shift.mean())
                .add(writers.mean())
                .add(consumers.mean()).add(error.mean());
        netRate = new RunningMoments();
        shift = new RunningMoments();
        writers = new RunningMoments();
        consumers = new RunningMoments();
        error = new RunningMoments();
        return row;
    }
}
