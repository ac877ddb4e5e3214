package bn.cli.command;

import bn.cli.console.Console;
import bn.cli.option.OutputFormat;
import bn.cli.view.MonitorReport;
import bn.cli.view.StudyReport;
import bn.cli.wiring.CommandText;
import bn.experiments.monitor.RunFolder;
import bn.experiments.result.OutputDirectory;
import bn.experiments.study.Study;
import bn.experiments.study.StudyDirectory;
import bn.experiments.study.StudyManifest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code bn report}. */
@Command(name = "report", description = {
        "Makes the report of a study again, from the results in its folder alone; or that of a monitored run, as far as it is."})
public final class ReportCommand implements Runnable {
    @Inject
    private Console console;
    @Inject
    private Study study;
    @Inject
    private CommandText text;
    @Mixin
    private OutputFormat format;
    @Parameters(paramLabel = "DIR", arity = "0..1", defaultValue = "bn-report",
            description = "Folder of a study, or that a monitor writes (bn monitor); default ${DEFAULT-VALUE}.")
    private Path folder;

    @Override
    public void run() {
        try (OutputDirectory files = OutputDirectory.existing(folder)) {
            if (RunFolder.isMonitored(folder)) {
                new MonitorReport(RunFolder.read(folder), text.text()).write(files, console, format.json());
                return;
            }
            // Nothing is written to a folder that holds no study, not even the file of a lock.
            StudyManifest manifest = StudyDirectory.manifest(files);
            files.lock();
            new StudyReport(study.report(files, StudyCommand::repeat), manifest, study.unfinished(files))
                    .write(files, console, format.json());
        }
    }
}
