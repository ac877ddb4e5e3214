package bn.cli.command;

import bn.api.InvalidRequestException;
import bn.cli.console.Console;
import bn.cli.console.Interruption;
import bn.cli.option.OutputFormat;
import bn.cli.view.WatchText;
import bn.experiments.advice.MonitoredNetwork;
import bn.experiments.monitor.MonitoredRun;
import bn.experiments.monitor.Snapshot;
import bn.experiments.monitor.WatchedRuns;
import bn.experiments.result.Json;
import bn.experiments.watch.WatchServer;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bn watch}. */
@Command(name = "watch", description = {
        "Shows monitored training runs as they go: the rates of each layer, and what they mean.",
        "Ends when the runs are finished, or by Ctrl-C. Without a terminal, prints again after each window of readings."})
public final class WatchCommand implements Runnable {
    private static final long POLL_MILLIS = 1000;
    private static final long WAIT_MILLIS = 100;

    @Inject
    private Console console;
    @Inject
    private Interruption interruption;
    @Mixin
    private OutputFormat format;
    @Parameters(paramLabel = "DIR", arity = "1..*",
            description = "Folders that a monitor writes (bn monitor), or of training runs (bn train --out).")
    private List<Path> folders;
    @Option(names = "--once", description = "Print the runs as they are now, and end. So does --format json.")
    private boolean once;
    @Option(names = "--web", description = "Show the runs on a page for browsers on this machine, until Ctrl-C.")
    private boolean web;
    @Option(names = "--port", paramLabel = "N", description = "Port of the page, on 127.0.0.1; default: any that is free.")
    private Optional<Integer> port;

    @Override
    public void run() {
        if (port.isPresent() && !web) {
            throw new InvalidRequestException("--port is for the page; add --web");
        }
        if (web && (once || format.json())) {
            throw new InvalidRequestException(
                    "--web shows the runs until Ctrl-C; leave out " + (once ? "--once" : "--format json"));
        }
        WatchedRuns watched = new WatchedRuns(folders);
        if (web) {
            serve(watched);
            return;
        }
        List<MonitoredRun> runs = watched.read();
        if (format.json()) {
            console.printText(Json.text(Snapshot.of(runs, MonitoredNetwork::sentences)));
        } else if (once) {
            console.printText(WatchText.of(runs, Integer.MAX_VALUE));
        } else {
            follow(watched, runs);
        }
    }

    private void serve(WatchedRuns watched) {
        try (WatchServer server = WatchServer.start(() -> Json.text(Snapshot.of(watched.read(), MonitoredNetwork::sentences)),
                port.orElse(0))) {
            console.print("Open " + server.address() + " in a browser on this machine. Ctrl-C ends.");
            while (waited()) {
                // The server has threads of its own.
            }
        }
    }

    private void follow(WatchedRuns watched, List<MonitoredRun> first) {
        List<MonitoredRun> runs = first;
        console.show(WatchText.of(runs, console.lineLength()));
        while (!runs.stream().allMatch(MonitoredRun::finished) && waited()) {
            List<MonitoredRun> now = watched.read();
            if (news(runs, now)) {
                console.show(WatchText.of(now, console.lineLength()));
                runs = now;
            }
        }
    }

    /** Whether a run has more steps or has ended: its files are written one after another, and are read while they are. */
    private static boolean news(List<MonitoredRun> before, List<MonitoredRun> now) {
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).step() != before.get(i).step() || now.get(i).finished() != before.get(i).finished()) {
                return true;
            }
        }
        return false;
    }

    /** Waits until it is time to look again; false if the user has interrupted. */
    private boolean waited() {
        for (long waited = 0; waited < POLL_MILLIS; waited += WAIT_MILLIS) {
            if (interruption.requested()) {
                return false;
            }
            try {
                Thread.sleep(WAIT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
