package bn.spark;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.wiring.Locations;
import bn.cli.wiring.TrialExecutors;
import bn.experiments.study.TrialExecutor;
import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.util.OptionalInt;
import org.apache.spark.SparkContext;

/** What is wired otherwise for a study on Spark: where its trials are done, and where its files may lie. */
final class StudyModule extends AbstractModule {
    private final HadoopPaths paths;

    StudyModule(HadoopPaths paths) {
        this.paths = paths;
    }

    @Provides
    @Singleton
    TrialExecutors executors(Interruption interruption) {
        return (workers, contexts) -> trials(workers, interruption);
    }

    private static TrialExecutor trials(OptionalInt workers, Interruption interruption) {
        if (workers.isPresent()) {
            throw new InvalidRequestException("--workers " + workers.getAsInt() + " is for trials on one machine; on Spark the "
                    + "cluster decides how many run at the same time (spark-submit --num-executors, --executor-cores): leave it out");
        }
        return new SparkTrials(StudyModule::context, interruption::requested);
    }

    @Provides
    @Singleton
    Locations locations(Console console) {
        return new HadoopLocations(paths, () -> context().hadoopConfiguration(), line -> console.note("bn: " + line));
    }

    /** Started when it is first needed: usage errors need none. */
    private static SparkContext context() {
        return Sessions.start("bn study", false).sparkContext();
    }
}
