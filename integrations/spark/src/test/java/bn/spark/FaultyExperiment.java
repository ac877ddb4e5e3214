package bn.spark;

import bn.api.BnException;
import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Factor;
import bn.experiments.study.Findings;
import bn.experiments.study.Protocol;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialContext;
import bn.experiments.study.Trials;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/** An experiment of a plug-in whose trials fail and hang on Spark in known ways, and measure the same as elsewhere. */
public final class FaultyExperiment extends AbstractExperiment {
    static final String NAME = "faulty";
    /** The seed whose trials fail for good, wherever they are done; a protocol that has it is one that fails. */
    static final long BAD_SEED = 666;

    private static final Factor<Kind> KIND = Factor.of("kind");
    private static final long PACE = 150_000_000;
    private static final int STUCK = 400;
    private static final int SHORT = 10;
    private static final int FAILURES = 2;

    /** What happens in a trial. */
    enum Kind {
        /** It takes a moment. */
        PACED,
        /** Its task fails, twice if it is of the first seed, else never. */
        FAILING,
        /** The first attempt of its task takes long if it is of the first seed, unless another host can run a copy. */
        STUCK
    }

    /** By ServiceLoader. */
    public FaultyExperiment() {
        super(NAME, "Faulty", "Are clusters whole?", List.of("kind"));
    }

    @Override
    public List<Trial> trials(Protocol protocol) {
        return Trials.grid(protocol).over(KIND, Kind.values()).cost(at -> at.get(KIND) == Kind.STUCK ? 2 : 1)
                .measure((context, recorder, at) -> {
                    context.check();
                    if (at.seed() == BAD_SEED) {
                        throw new BnException("this seed is bad");
                    }
                    LockSupport.parkNanos(PACE);
                    if (TaskContext.get() != null && at.seed() == protocol.firstSeed()) {
                        misbehave(at.get(KIND), TaskContext.get().attemptNumber(), context);
                    }
                    recorder.record("value", new SplittableRandom(at.seed()).nextDouble()
                            + context.dataset().train().label((int) at.seed() % context.dataset().train().count()));
                });
    }

    private static void misbehave(Kind kind, int attempt, TrialContext context) {
        if (kind == Kind.FAILING && attempt < FAILURES) {
            throw new IllegalStateException("attempt " + attempt + " fails");
        }
        for (int i = 0; kind == Kind.STUCK && attempt == 0 && i < (hosts() ? STUCK : SHORT); i++) {
            context.check();
            LockSupport.parkNanos(PACE);
        }
    }

    /** Whether the copy of a slow task can run on another host. */
    private static boolean hosts() {
        return SparkEnv.get().conf().getBoolean("spark.speculation", false);
    }

    @Override
    public Criteria criteria() {
        return Criteria.read(NAME, FaultyExperiment.class.getResourceAsStream("faulty.json"));
    }

    @Override
    public Findings findings(Evidence evidence) {
        return new Findings(List.of("Numbers were drawn."),
                List.of(evidence.judge("mean",
                        evidence.results().where("kind", Kind.PACED.name()).each("value").estimate().mean())),
                List.of(),
                List.of("They are."));
    }
}
