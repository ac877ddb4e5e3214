package bn.experiments.data.fetch;

import bn.experiments.data.DataException;
import bn.experiments.result.OutputFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file as one mirror has it: fetched with resumption, checked, and moved to its place.
 *
 * @param from where the mirror has it
 * @param file what it must contain
 * @param place where it goes
 */
record MirrorFile(HttpClient client, FetchTimeouts timeouts, URI from, SourceFile file, Path place, FetchProgress progress) {
    /** Attempts in a row that bring nothing before a mirror is given up. */
    private static final int PATIENCE = 2;

    /**
     * Fetches the file.
     *
     * @return why it failed, or empty if the file is now in its place
     */
    Optional<String> fetch() {
        Path part = part(place, from);
        Download download = new Download(client, timeouts, from, part, progress);
        try {
            boolean resumed = download.received() > 0;
            if (resumed && settle(part)) {
                return Optional.empty();
            }
            complete(download);
            if (settle(part)) {
                return Optional.empty();
            }
            String wrong = wrongContent(part);
            Files.delete(part);
            if (resumed) {
                // The rest may not have belonged to the old beginning: once more from the start.
                progress.failed(from, wrong);
                complete(download);
                if (settle(part)) {
                    return Optional.empty();
                }
                wrong = wrongContent(part);
                Files.delete(part);
            }
            return failed(wrong);
        } catch (IOException e) {
            return failed(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("fetching " + from + " was interrupted; run it again to go on from there", e);
        }
    }

    /** The partial file of a mirror: each has its own, as they may compress differently. */
    static Path part(Path place, URI from) {
        return place.resolveSibling(place.getFileName() + "." + Integer.toHexString(from.hashCode()) + ".part");
    }

    private Optional<String> failed(String reason) {
        progress.failed(from, reason);
        return Optional.of(reason);
    }

    /** Downloads until the answer is complete, going on from where the connection broke as long as that brings more. */
    private void complete(Download download) throws IOException, InterruptedException {
        for (int idle = 0; ; ) {
            long before = download.received();
            try {
                download.run();
                return;
            } catch (Download.HttpStatusException e) {
                throw e;
            } catch (IOException e) {
                idle = download.received() > before ? 0 : idle + 1;
                if (idle == PATIENCE) {
                    throw e;
                }
                progress.failed(from, reason(e));
            }
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException) {
            return "cannot connect";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Moves the partial file to its place if its content is right. */
    private boolean settle(Path part) {
        if (!file.isIn(part)) {
            return false;
        }
        OutputFile.at(place).take(part);
        return true;
    }

    private String wrongContent(Path part) {
        try {
            return file.checksum().label() + " is " + file.checksum().of(part) + ", not " + file.checksum().hex();
        } catch (IOException e) {
            return "what came cannot be read, or is not a whole gzip file (" + e.getMessage() + ")";
        }
    }
}
