package bn.experiments.study;

import bn.experiments.report.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** An experiment for tests of the study itself: counts heads, and notes how often it was asked to. */
final class CoinTosses implements Experiment {
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
        List<Trial> trials = new ArrayList<>();
        for (int tosses : new int[] {10, 1000}) {
            for (long seed : protocol.seedList()) {
                trials.add(new Trial(Map.of("tosses", String.valueOf(tosses)), seed, tosses, (lab, recorder) -> {
                    lab.check();
                    if (tossed.incrementAndGet() == failing) {
                        throw new IllegalStateException("the coin rolled away");
                    }
                    long heads = new SplittableRandom(seed).ints(tosses, 0, 2).sum();
                    recorder.with("side", "heads, or \"obverse\"").record("share", heads / (double) tosses);
                    recorder.with("side", "tails").record("share", 1 - heads / (double) tosses);
                }));
            }
        }
        return trials;
    }

    @Override
    public Findings findings(Results results, Bars bars, Protocol protocol) {
        Estimate tails = results.where("tosses", 1000).where("side", "tails").each("share").estimate();
        List<Claim> claims = List.of(bars.judge("fair", tails.mean()));
        return new Findings(List.of("Coins were tossed."), claims, List.of(), List.of("Tails: " + tails.text()));
    }
}
