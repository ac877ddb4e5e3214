package bn.experiments.data.fetch;

import bn.api.BnException;
import bn.api.UsageException;
import bn.experiments.data.DataException;
import bn.experiments.result.OutputFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Downloads data sets over HTTPS.
 *
 * <p>A file is written beside its place, checked by its published checksum and then renamed, so that a file in its place is
 * whole and right whenever the program is stopped. What has come of a file stays and is completed by the next attempt, if the
 * server can send parts. Of two programs that fetch into one folder at once the second is refused.
 */
public final class Fetcher {
    private final boolean offline;
    private final FetchTimeouts timeouts;
    private final boolean plainLoopback;

    /**
     * A fetcher.
     *
     * @param offline whether to ask no server and fail if a file is missing
     */
    public Fetcher(boolean offline) {
        this(offline, FetchTimeouts.USUAL, false);
    }

    /** A fetcher that may also use HTTP without encryption, from this machine only. */
    Fetcher(boolean offline, FetchTimeouts timeouts, boolean plainLoopback) {
        this.offline = offline;
        this.timeouts = timeouts;
        this.plainLoopback = plainLoopback;
    }

    /**
     * Makes sure that all files of a data set are there with the right content.
     *
     * @param places folders in which the whole data set may lie already
     * @param folder where missing files go; made if it is not there
     * @return the files in the source's order
     * @throws DataException if a file is missing offline, cannot be written, another process writes to the folder, or no mirror
     *         has it; the message says why for each
     */
    public List<FetchedFile> fetch(DataSource source, List<Path> places, Path folder, FetchProgress progress) {
        Path home = source.findIn(places).orElse(folder);
        if (offline || source.findIn(List.of(home)).isPresent()) {
            return fetch(source, home, progress);
        }
        try (OutputFolder locked = lock(home)) {
            return fetch(source, locked.path(), progress);
        }
    }

    private static OutputFolder lock(Path folder) {
        try {
            return OutputFolder.locked(folder);
        } catch (BnException e) {
            throw new DataException(e.getMessage() + " with BN_DATA", e);
        }
    }

    private List<FetchedFile> fetch(DataSource source, Path home, FetchProgress progress) {
        List<FetchedFile> files = new ArrayList<>();
        for (SourceFile file : source.files()) {
            Optional<Path> present = file.in(home);
            files.add(present.isPresent() ? new FetchedFile(present.get(), Optional.empty())
                    : download(source, file, home, progress));
        }
        return files;
    }

    private FetchedFile download(DataSource source, SourceFile file, Path folder, FetchProgress progress) {
        Path place = folder.resolve(file.name());
        if (offline) {
            throw new DataException(file.name() + " of " + source.name() + " is not in " + folder
                    + " (or not with the right content) and offline nothing is fetched; run it again without --offline");
        }
        source.mirrors().forEach(this::check);
        HttpClient client = HttpClient.newBuilder().connectTimeout(timeouts.connect())
                .followRedirects(HttpClient.Redirect.NORMAL).build();
        List<String> failures = new ArrayList<>();
        for (URI mirror : source.mirrors()) {
            URI from = mirror.resolve(file.name());
            MirrorFile attempt = new MirrorFile(client, timeouts, from, file, place, progress);
            Optional<String> failure = attempt.fetch();
            if (failure.isEmpty()) {
                return new FetchedFile(place, Optional.of(from));
            }
            failures.add(from + ": " + failure.get());
        }
        throw new DataException("could not fetch " + file.name() + " of " + source.name() + " from any mirror; "
                + String.join("; ", failures) + "; check the connection and run it again, or put the file into " + folder);
    }

    private void check(URI mirror) {
        if ("https".equals(mirror.getScheme()) || plainLoopback && "http".equals(mirror.getScheme()) && isLoopback(mirror)) {
            return;
        }
        throw new UsageException("will not fetch from " + mirror + ": only https is used");
    }

    private static boolean isLoopback(URI mirror) {
        try {
            return InetAddress.getByName(mirror.getHost()).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }
}
