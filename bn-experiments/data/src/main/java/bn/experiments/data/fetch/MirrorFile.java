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
 * A file as one mirror has it: fetched with resumption, checked, and moved to its place.
 *
 * @param transport how it comes
 * @param from where the mirror has it
 * @param file what it must contain
 * @param place where it goes
 */
record MirrorFile(Transport transport, URI from, SourceFile file, Path place) {
    /** Attempts that bring next to nothing before a mirror is given up. */
    private static final int PATIENCE = 4;
    /** What brings at least a 20th of the file is more than that; no more than 20 attempts can. */
    private static final int STEPS = 20;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    /** How much longer each wait is than the one before. */
    private static final int BACK_OFF = 3;
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final int LONGEST_REASON = 300;

    /**
     * Fetches the file.
     *
     * @return why it failed, or empty if the file is now in its place
     * @throws DataException if the reason is not the mirror's
     */
    Optional<String> fetch() {
        try (PartFile part = PartFile.open(place, from, file.checksum().most())) {
            if (settle(part)) {
                return Optional.empty();
            }
            if (part.size() == file.checksum().most()) {
                part.clear();
            }
            for (boolean again = true; ; again = false) {
                complete(part);
                if (settle(part)) {
                    return Optional.empty();
                }
                String wrong = told(file.checksum().mismatch(part.path()).orElse("it changed while it was read"));
                boolean pieced = part.pieced();
                part.clear();
                if (!pieced || !again) {
                    return Optional.of(wrong);
                }
                // The rest may not have belonged to the old beginning: once more from the start.
            }
        } catch (MirrorException e) {
            return Optional.of(told(e.getMessage()));
        } catch (IOException e) {
            throw new DataException("cannot write " + place + ": " + Reason.of(e) + "; make room or choose another folder with "
                    + "BN_DATA, and run it again to go on from there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("fetching " + from + " was interrupted; run it again to go on from there", e);
        }
    }

    /** Downloads until the answer is complete, a few times where that may help; each begins where the one before ended. */
    private void complete(PartFile part) throws IOException, InterruptedException {
        Download download = new Download(transport, from, file.checksum(), part);
        long begin = part.size();
        long most = begin;
        Duration wait = FIRST_WAIT;
        for (int idle = 0; ; ) {
            try {
                download.run();
                return;
            } catch (MirrorException e) {
                if (part.size() > 0 && file.isIn(part.path())) {
                    return;
                }
                boolean more = part.size() > most && part.size() - most >= file.checksum().size() / STEPS;
                most = Math.max(most, part.size());
                idle += more ? 0 : 1;
                if (e.remedy() == MirrorException.Remedy.OTHER_MIRROR || idle == PATIENCE
                        || e.remedy() == MirrorException.Remedy.AGAIN_IF_REACHED && most == begin) {
                    throw e;
                }
                told(e.getMessage());
                pause(download, part.size(), longer(e.waitTime(), wait));
                wait = more ? wait : wait.multipliedBy(BACK_OFF);
            }
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Waits, and asks in between whether to stop. */
    private void pause(Download download, long received, Duration time) throws InterruptedException {
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = left.minus(SLICE)) {
            transport.progress().received(download.name(), received, -1);
            transport.clock().sleep(SLICE);
        }
    }

    /** Tells of a failed attempt. What servers send goes no further than this without being cleaned. */
    private String told(String reason) {
        String clean = Faults.oneLine(reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) + "..." : reason);
        transport.progress().failed(from, clean);
        return clean;
    }

    /** Moves the partial file to its place if its content is right. */
    private boolean settle(PartFile part) throws IOException {
        if (part.size() == 0 || !file.isIn(part.path())) {
            return false;
        }
        OutputFile.at(place).take(part.path());
        PartFile.deleteLeft(place);
        return true;
    }
}
