package bn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.experiments.result.Provenance;
import bn.experiments.study.AbstractExperiment;
import bn.experiments.study.Criteria;
import bn.experiments.study.Evidence;
import bn.experiments.study.Findings;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.StudyManifest;
import bn.experiments.study.Trial;
import bn.experiments.study.TrialExecutor;
import bn.experiments.study.TrialObserver;
import bn.experiments.study.TrialTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials as tasks of Spark in this JVM; four attempts, as on a cluster. */
class SparkTrialsTest {
    private static SparkSession session;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        session = SparkSession.builder().appName("test").master("local[2,4]").config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer").getOrCreate();
        session.sparkContext().setLogLevel("OFF");
    }

    @AfterAll
    static void stop() {
        session.stop();
    }

    private static TrialExecutor spark() {
        return new SparkTrials(session::sparkContext, () -> false);
    }

    /** A task fails twice: each trial is kept once, and the table has the bytes of a local one. */
    @Test
    void theBytesAreThoseOfALocalStudyWhateverTasksDo() throws IOException {
        Protocol protocol = StudyCluster.protocol(1, 6);
        List<String> kept = new ArrayList<>();
        TrialExecutor counting = (data, study, tasks, observer) -> spark().run(data, study, tasks, new TrialObserver() {
            @Override
            public void begun(TrialTask task) {
                throw new AssertionError("Spark does not say so");
            }

            @Override
            public void computedBy(Provenance provenance) {
                observer.computedBy(provenance);
            }

            @Override
            public void finished(TrialTask task, List<Observation> observations) {
                kept.add(task.name());
                observer.finished(task, observations);
            }
        });
        StudyManifest manifest = StudyCluster.run(folder.resolve("spark"), counting, protocol, new FaultyExperiment());
        StudyCluster.run(folder.resolve("local"), StudyCluster.LOCAL, protocol, new FaultyExperiment());
        assertArrayEquals(StudyCluster.table(folder.resolve("local"), FaultyExperiment.NAME),
                StudyCluster.table(folder.resolve("spark"), FaultyExperiment.NAME));
        assertEquals(18, kept.size());
        assertEquals(18, kept.stream().distinct().count());
        assertEquals(1, manifest.provenance().size());
        assertEquals("cpu", manifest.provenance().get(0).backend());
    }

    @Test
    void aTrialThatFailsForGoodIsNotRepeatedAndSaysTheSameAsLocally() {
        Protocol protocol = StudyCluster.protocol(FaultyExperiment.BAD_SEED, 2);
        BnException local = assertThrows(BnException.class,
                () -> StudyCluster.run(folder.resolve("local"), StudyCluster.LOCAL, protocol, new FaultyExperiment()));
        long begin = System.nanoTime();
        BnException spark = assertThrows(BnException.class,
                () -> StudyCluster.run(folder.resolve("spark"), spark(), protocol, new FaultyExperiment()));
        assertTrue(spark.getMessage().endsWith("seed=666: this seed is bad"), spark.getMessage());
        assertEquals(local.getMessage().replaceAll("kind=[A-Z]+", ""), spark.getMessage().replaceAll("kind=[A-Z]+", ""));
        assertTrue(System.nanoTime() - begin < 20e9, "it does not wait for others");
    }

    @Test
    void anExecutorWithoutTheExperimentSaysSo() {
        Protocol protocol = StudyCluster.protocol(1, 1);
        BnException failure = assertThrows(BnException.class, () -> spark().run(StudyCluster.DATA, protocol,
                List.of(new TrialTask(new Renamed(), new FaultyExperiment().trials(protocol).get(0))), new Ignoring()));
        assertTrue(
                failure.getMessage()
                        .matches("executor driver on [^ ]+ cannot use experiment 'renamed': name the jar that has it by "
                                + "spark-submit --jars \\(no experiment 'renamed'; there are .*faulty.*\\)"),
                failure.getMessage());
    }

    @Test
    void anInterruptionKeepsWhatWasFinished() throws IOException {
        Protocol protocol = StudyCluster.protocol(2, 6);
        TrialExecutor interrupted = new SparkTrials(session::sparkContext,
                () -> Files.exists(folder.resolve("faulty.csv")));
        CancellationException stopped = assertThrows(CancellationException.class,
                () -> StudyCluster.run(folder, interrupted, protocol, new FaultyExperiment()));
        assertEquals("interrupted; what was finished is kept", stopped.getMessage());
        long rows = new String(StudyCluster.table(folder, FaultyExperiment.NAME), StandardCharsets.UTF_8).lines().count()
                - 1;
        assertTrue(rows > 0 && rows < 18, () -> rows + " of 18 trials");
    }

    @Test
    void resultsThatCannotBeKeptEndTheJob() {
        BnException full = new BnException("the disk is full");
        assertEquals(full, assertThrows(BnException.class, () -> spark().run(StudyCluster.DATA, StudyCluster.protocol(2, 2),
                new FaultyExperiment().trials(StudyCluster.protocol(2, 2)).stream()
                        .map(trial -> new TrialTask(new FaultyExperiment(),
                                trial))
                        .toList(),
                new Ignoring() {
                    @Override
                    public void finished(TrialTask task, List<Observation> observations) {
                        throw full;
                    }
                })));
    }

    private static class Ignoring implements TrialObserver {
        @Override
        public void begun(TrialTask task) {}

        @Override
        public void computedBy(Provenance provenance) {}

        @Override
        public void finished(TrialTask task, List<Observation> observations) {}
    }

    /** An experiment that no executor has. */
    private static final class Renamed extends AbstractExperiment {
        Renamed() {
            super("renamed", "", "", List.of());
        }

        @Override
        public List<Trial> trials(Protocol protocol) {
            return List.of();
        }

        @Override
        public Criteria criteria() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Findings findings(Evidence evidence) {
            throw new AssertionError("not asked for");
        }
    }
}
