package bn.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.experiments.result.Provenance;
import bn.experiments.study.Experiment;
import bn.experiments.study.Observation;
import bn.experiments.study.Protocol;
import bn.experiments.study.StudyManifest;
import bn.experiments.study.TrialExecutor;
import bn.experiments.study.TrialObserver;
import bn.experiments.study.TrialTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerSpeculativeTaskSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies in real Spark: executors in processes of their own, which are killed, and drivers that are. */
class StudyIT {
    @TempDir
    private Path folder;

    /** When the executor is killed: the copy of the task that hangs has been started by then. */
    private static final int RESULTS = 25;

    private static TrialExecutor killing(TrialExecutor executor) {
        List<ProcessHandle> killed = new ArrayList<>();
        return (data, protocol, tasks, observer) -> executor.run(data, protocol, tasks, new TrialObserver() {
            private int results;

            @Override
            public void begun(TrialTask task) {
                observer.begun(task);
            }

            @Override
            public void computedBy(Provenance provenance) {
                observer.computedBy(provenance);
            }

            @Override
            public void finished(TrialTask task, List<Observation> observations) {
                observer.finished(task, observations);
                results++;
                if (results == RESULTS && killed.isEmpty()) {
                    killed.add(ClusterSession.executors().get(0));
                    ClusterSession.kill(killed.get(0));
                }
            }
        });
    }

    /**
     * An executor is killed, a task fails twice, another hangs until its copy is done: the tables have the bytes of a study on this
     * machine. The experiment is that of a plug-in.
     */
    @Test
    void theBytesAreThoseOfALocalStudyWhateverExecutorsDo() throws Exception {
        Path plugin = StudyCluster.plugin(folder);
        Protocol protocol = StudyCluster.protocol(1, 7);
        Experiment constraint = StudyCluster.experiment("constraint");
        StudyManifest manifest;
        Events events = new Events();
        try (TwoHosts cluster = new TwoHosts(folder.resolve("work"))) {
            SparkSession session = cluster.session("spark.jars", System.getProperty("bn.spark.jar") + "," + plugin,
                    "spark.speculation", "true", "spark.speculation.interval", "100ms", "spark.speculation.minTaskRuntime", "2s",
                    "spark.speculation.quantile", "0.1");
            session.sparkContext().addSparkListener(events);
            TrialExecutor spark = new SparkTrials(session::sparkContext, () -> false);
            manifest = StudyCluster.run(folder.resolve("spark"), killing(spark), protocol, new FaultyExperiment(), constraint);
            session.stop();
        }
        assertTrue(events.copies > 0, "a copy of the task that hangs was started");
        assertTrue(events.failures >= 2, () -> events.failures + " tasks failed");
        assertTrue(events.lost > 0, "an executor was lost");
        StudyCluster.run(folder.resolve("local"), StudyCluster.LOCAL, protocol, new FaultyExperiment(), constraint);
        for (String experiment : List.of(FaultyExperiment.NAME, constraint.name())) {
            assertArrayEquals(StudyCluster.table(folder.resolve("local"), experiment),
                    StudyCluster.table(folder.resolve("spark"), experiment), experiment);
        }
        assertEquals(1, manifest.provenance().size(), () -> "all executors compute alike: " + manifest.provenance());
    }

    /** What happens in Spark; complete when the session has stopped. */
    private static final class Events extends SparkListener {
        private int copies;
        private int failures;
        private int lost;

        @Override
        public void onSpeculativeTaskSubmitted(SparkListenerSpeculativeTaskSubmitted event) {
            copies++;
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd event) {
            failures += event.reason() instanceof ExceptionFailure ? 1 : 0;
        }

        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved event) {
            lost++;
        }
    }

    private Process submit(Path plugin, String out, int number) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Objects.requireNonNull(System.getProperty("bn.spark.submit")), "--master",
                "local[2,4]", "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=127.0.0.1", "--jars",
                plugin.toString(),
                "--class", Run.class.getName(), Objects.requireNonNull(System.getProperty("bn.spark.jar")), FaultyExperiment.NAME,
                "--train-size", "400", "--test-size", "100", "--quick", "--seed", "2", "--seeds", "12", "--out", out);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.redirectOutput(folder.resolve("out" + number).toFile())
                .redirectError(folder.resolve("err" + number).toFile())
                .start();
    }

    private long rows(Path table) throws IOException {
        try (var lines = Files.lines(table)) {
            return lines.count() - 1;
        }
    }

    private void awaitRows(Path table, int rows, Process process) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(table) || rows(table) < rows) {
            assertTrue(process.isAlive() && System.nanoTime() < end, () -> "the driver does not work");
            Thread.sleep(20);
        }
    }

    /** A driver is killed, the next is asked to end, the last ends: each goes on where the one before stopped. */
    @Test
    void aDriverGoesOnWhereTheOneBeforeStopped() throws Exception {
        Path plugin = StudyCluster.plugin(folder);
        Path out = folder.resolve("study");
        Path table = out.resolve(FaultyExperiment.NAME + ".csv");
        Process killed = submit(plugin, out.toString(), 1);
        awaitRows(table, 3, killed);
        killed.destroyForcibly().waitFor();
        long first = rows(table);
        Process ended = submit(plugin, out.toString(), 2);
        awaitRows(table, (int) first + 3, ended);
        ended.destroy();
        assertEquals(143, ended.waitFor());
        String said = Files.readString(folder.resolve("err2"));
        assertTrue(said.contains("bn: interrupted; what was finished is kept"), said);
        long second = rows(table);
        assertTrue(second > first && second < 36, () -> first + ", then " + second + " trials of 36");
        Process last = submit(plugin, out.toString(), 3);
        assertEquals(0, last.waitFor(), () -> "see err3");
        String done = Files.readString(folder.resolve("err3"));
        assertTrue(done.contains(36 - second + " trials in"), done);
        Path local = folder.resolve("local");
        StudyCluster.run(local, StudyCluster.LOCAL, StudyCluster.protocol(2, 12), new FaultyExperiment());
        assertArrayEquals(StudyCluster.table(local, FaultyExperiment.NAME), Files.readAllBytes(table));
    }
}
