package bn.cli.option;

import bn.api.InvalidRequestException;
import bn.experiments.study.DatasetSummary;
import bn.experiments.study.Protocol;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The options that say what a study measures, and where its results go. */
public final class StudyOptions {
    private static final int SEEDS = 5;
    private static final int QUICK_SEEDS = 3;
    private static final long FIRST_SEED = 1;

    @Option(names = "--quick", description = "Smaller experiments and 3 seeds: minutes instead of up to an hour.")
    private boolean quick;
    @Option(names = "--seed", paramLabel = "N", description = "The first seed; default " + FIRST_SEED + ".")
    private Long seed;
    @Option(names = "--seeds", paramLabel = "K", description = "How many seeds; default 5, with --quick 3.")
    private Integer seeds;
    @Option(names = "--out", paramLabel = "DIR", defaultValue = "bn-report",
            description = "Folder for results and report; a study in it goes on where it stopped. Default ${DEFAULT-VALUE}.")
    private Path out;
    @Option(names = "--confirm", paramLabel = "DIR",
            description = "Repeat the study in DIR on other data: its size, seeds and criteria; then tell which of its verdicts are the "
                    + "same here.")
    private Path confirm;
    @Option(names = "--workers", paramLabel = "N",
            description = "How many trials run at the same time, each in one thread; default the number of processors. No result depends on it.")
    private Integer workers;

    /**
     * What a study of a data set measures.
     *
     * @param confirmed the study that is repeated, if it is one
     * @param backend what trains and solves
     * @param others further backends
     */
    public Protocol protocol(DatasetSummary data, Optional<Protocol> confirmed, String backend, List<String> others) {
        if (confirmed.isPresent()) {
            Protocol first = confirmed.get();
            return new Protocol(data, first.quick(), first.firstSeed(), first.seeds(), backend, others);
        }
        return new Protocol(data, quick, seed == null ? FIRST_SEED : seed,
                OptionValues.atLeastOne("--seeds", seeds == null ? quick ? QUICK_SEEDS : SEEDS : seeds), backend, others);
    }

    /**
     * The folder of the study that is to be confirmed.
     *
     * @throws InvalidRequestException if its settings are given as well
     */
    public Optional<Path> confirm() {
        if (confirm != null && (quick || seed != null || seeds != null)) {
            throw new InvalidRequestException("--confirm takes size and seeds from the study in " + confirm
                    + "; leave out --quick, --seed and --seeds");
        }
        return Optional.ofNullable(confirm);
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
