package bn.experiments.study;

import bn.experiments.report.Claim;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** An experiment for tests of the study itself: counts heads, and notes how often it was asked to. */
final class CoinTosses implements Experiment {
    private static final Factor<Integer> TOSSES = Factor.of("tosses");

    private final AtomicInteger tossed = new AtomicInteger();
    private final int failing;

    /** The trial of this number fails; none if below 1. */
    CoinTosses(int failing) {
        this.failing = failing;
    }

    int tossed() {
        return tossed.get();
    }

    @Override
    public String name() {
        return "coins";
    }

    @Override
    public String title() {
        return "Coins";
    }

    @Override
    public String question() {
        return "Are they fair?";
    }

    @Override
    public List<String> factors() {
        return List.of("tosses", "side");
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(TOSSES, 10, 1000).cost(at -> at.get(TOSSES)).measure((context, recorder, at) -> {
            context.check();
            if (tossed.incrementAndGet() == failing) {
                throw new IllegalStateException("the coin rolled away");
            }
            long heads = new SplittableRandom(at.seed()).ints(at.get(TOSSES), 0, 2).sum();
            recorder.with("side", "heads, or \"obverse\"").record("share", heads / (double) at.get(TOSSES));
            recorder.with("side", "tails").record("share", 1 - heads / (double) at.get(TOSSES));
        });
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(name(), getClass().getResourceAsStream("coins.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        Estimate tails = evidence.results().where("tosses", 1000).where("side", "tails").each("share").estimate();
        List<Claim> claims = List.of(evidence.judge("fair", tails.mean()));
        return new Findings(List.of("Coins were tossed."), claims, List.of(), List.of("Tails: " + tails.text()));
    }
}
