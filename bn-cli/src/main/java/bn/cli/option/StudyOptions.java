package bn.cli.option;

import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that say what a study measures, and where its results go. */
public final class StudyOptions {
    private static final int SEEDS = 5;
    private static final int QUICK_SEEDS = 3;

    @Option(names = "--quick", description = "Smaller experiments and 3 seeds: minutes instead of up to an hour.")
    private boolean quick;
    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The first seed; default ${DEFAULT-VALUE}.")
    private long seed;
    @Option(names = "--seeds", paramLabel = "K", description = "How many seeds; default 5, with --quick 3.")
    private Integer seeds;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "bn-report",
            description = "Folder for results and report; a study in it goes on where it stopped. Default ${DEFAULT-VALUE}.")
    private Path out;
    @Option(names = "--workers", paramLabel = "N",
            description = "How many trials run at the same time, each in one thread; default the number of processors. No result depends on it.")
    private Integer workers;

    /** Whether experiments are smaller. */
    public boolean quick() {
        return quick;
    }

    /** The first seed. */
    public long seed() {
        return seed;
    }

    /** The number of seeds. */
    public int seeds() {
        return OptionValues.atLeastOne("--seeds", seeds == null ? quick ? QUICK_SEEDS : SEEDS : seeds);
    }

    /** The folder for results and report. */
    public Path out() {
        return out;
    }

    /** How many trials run at the same time; empty if it was not said. */
    public OptionalInt workers() {
        return workers == null ? OptionalInt.empty() : OptionalInt.of(OptionValues.atLeastOne("--workers", workers));
    }
}
