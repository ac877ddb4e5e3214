package bn.experiments.data.fetch;

import bn.api.spi.Faults;
import bn.experiments.data.DataException;
import bn.experiments.result.OutputFile;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches a file from one mirror with retries, checks it, and moves it to its final path.
 *
 * @param context HTTP client, timeouts, clock and progress
 * @param from the URL of the file
 * @param file the file with its checksum
 * @param place the final path
 */
record MirrorFile(FetchContext context, URI from, SourceFile file, Path place) {
    /** The number of attempts without progress after which the next mirror is tried. */
    private static final int MAX_FAILURES = 4;
    /** An attempt makes progress if it receives at least 1/20 of the file. So there are at most 20 attempts with progress. */
    private static final int PROGRESS_STEPS = 20;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** The factor by which each waiting time is longer than the previous one. */
    private static final int BACKOFF_FACTOR = 3;
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final int LONGEST_REASON = 300;

    /**
     * Fetches the file.
     *
     * @return the reason of the failure; empty if the file is now at its final path
     * @throws DataException if the failure is not the mirror's, such as a full disk
     */
    Optional<String> fetch() {
        try (PartFile part = PartFile.open(place, from, file.checksum().most())) {
            if (install(part)) {
                return Optional.empty();
            }
            if (part.size() == file.checksum().most()) {
                part.clear();
            }
            for (boolean again = true;; again = false) {
                complete(part);
                if (install(part)) {
                    return Optional.empty();
                }
                String wrong = report(file.checksum().mismatch(part.path()).orElse("it changed while it was read"));
                boolean mixed = part.mixed();
                part.clear();
                if (!mixed || !again) {
                    return Optional.of(wrong);
                }
                // The parts may belong to different versions of the file: download it once more from the start.
            }
        } catch (MirrorException e) {
            return Optional.of(report(e.getMessage()));
        } catch (IOException e) {
            throw new DataException("cannot write " + place + ": " + Reason.of(e) + "; make room or choose another folder with "
                    + "BN_DATA, and run it again to go on from there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("fetching " + from + " was interrupted; run it again to go on from there", e);
        }
    }

    /** Downloads the file with retries. Each attempt resumes the previous one. */
    private void complete(PartFile part) throws IOException, InterruptedException {
        Download download = new Download(context, from, file.checksum(), part);
        long begin = part.size();
        long most = begin;
        Duration wait = FIRST_WAIT;
        for (int idle = 0;;) {
            try {
                download.run();
                return;
            } catch (MirrorException e) {
                if (part.size() > 0 && file.matches(part.path())) {
                    return;
                }
                boolean more = part.size() > most && part.size() - most >= file.checksum().size() / PROGRESS_STEPS;
                most = Math.max(most, part.size());
                idle += more ? 0 : 1;
                if (e.remedy() == MirrorException.Remedy.NEXT_MIRROR || idle == MAX_FAILURES
                        || e.remedy() == MirrorException.Remedy.RETRY_IF_REACHED && most == begin) {
                    throw e;
                }
                report(e.getMessage());
                pause(download, part.size(), longer(e.retryAfter(), wait));
                wait = more ? wait : wait.multipliedBy(BACKOFF_FACTOR);
            }
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Waits, and reports progress in between, which may throw to stop the fetch. */
    private void pause(Download download, long received, Duration time) throws InterruptedException {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(SLICE)) {
            context.progress().received(download.name(), received, -1);
            context.clock().sleep(SLICE);
        }
    }

    /** Reports a failed attempt, and returns the sanitized reason. Text from servers is never shown unsanitized. */
    private String report(String reason) {
        String clean = Faults.oneLine(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason);
        context.progress().failed(from, clean);
        return clean;
    }

    /** Moves the partial file to its final path if its content is right. */
    private boolean install(PartFile part) throws IOException {
        if (part.size() == 0 || !file.matches(part.path())) {
            return false;
        }
        OutputFile.at(place).replaceWith(part.path());
        PartFile.deleteStale(place);
        return true;
    }
}
