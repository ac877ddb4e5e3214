package bn.experiments.data.fetch;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.experiments.data.DataException;
import bn.experiments.data.DataRemedy;
import bn.experiments.result.OutputDirectory;
import bn.experiments.result.OutputFile;
import bn.experiments.result.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Downloads data sets over HTTPS.
 *
 * <p>A file is downloaded to a partial file, checked by its published size and checksum, and then renamed. So a file with its
 * final name is always complete and correct, whenever the program is stopped. A partial file is kept and resumed by the next
 * attempt if the server supports ranges. Every fetch has its own partial file, so processes that fetch the same file do not
 * disturb each other. The number of requests to a mirror and its minimum transfer rate are limited; if a mirror fails, the next
 * one is tried.
 */
public final class Fetcher {
    private final boolean offline;
    private final FetchTimeouts timeouts;
    private final FetchClock clock;
    private final boolean allowHttpOnLoopback;

    /**
     * A fetcher with default timeouts.
     *
     * @param offline whether to send no requests and fail if a file is missing
     */
    public Fetcher(boolean offline) {
        this(offline, FetchTimeouts.DEFAULT, FetchClock.SYSTEM, false);
    }

    /** A fetcher for tests, which may also use unencrypted HTTP from this machine. */
    Fetcher(boolean offline, FetchTimeouts timeouts, FetchClock clock, boolean allowHttpOnLoopback) {
        this.offline = offline;
        this.timeouts = timeouts;
        this.clock = clock;
        this.allowHttpOnLoopback = allowHttpOnLoopback;
    }

    /**
     * Ensures that all files of a data set are present with the right content.
     *
     * @param places folders in which the complete data set may already exist
     * @param folder the folder for missing files; it is created if needed
     * @return the files in the order of the source
     * @throws DataException if a file is missing and {@code offline} is set, if it cannot be written, or if all mirrors fail; the
     *         message has the reason for each mirror
     */
    public List<FetchedFile> fetch(DataSource source, List<Path> places, Path folder, FetchProgress progress) {
        Path home = source.findIn(places).orElse(folder);
        List<URI> mirrors = new ArrayList<>(source.mirrors());
        List<FetchedFile> files = new ArrayList<>();
        for (SourceFile file : source.files()) {
            Optional<Path> present = file.findIn(home);
            files.add(present.isPresent() ? new FetchedFile(present.get(), Optional.empty())
                    : download(source, file, home, mirrors, progress));
        }
        return files;
    }

    private FetchedFile download(DataSource source, SourceFile file, Path folder, List<URI> mirrors, FetchProgress progress) {
        Path place = folder.resolve(file.name());
        if (offline) {
            throw new DataException(file.name() + " of " + source.name() + " is not in " + folder
                    + " (or not with the right content), and offline nothing is downloaded; allow requests to servers",
                    DataRemedy.ONLINE);
        }
        mirrors.forEach(this::check);
        FetchContext context = new FetchContext(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeouts.connect()).followRedirects(HttpClient.Redirect.NEVER).build(),
                timeouts, clock, this::isAllowed, progress);
        Path target = target(place);
        List<String> failures = new ArrayList<>();
        for (URI mirror : List.copyOf(mirrors)) {
            URI from = mirror.resolve(file.name());
            Optional<String> failure = new MirrorFile(context, from, file, target).fetch();
            if (failure.isEmpty()) {
                return new FetchedFile(place, Optional.of(from));
            }
            failures.add(from + ": " + failure.get());
            // For the next file, this mirror is tried last.
            mirrors.remove(mirror);
            mirrors.add(mirror);
        }
        throw new DataException("could not fetch " + file.name() + " of " + source.name() + " from any mirror; "
                + String.join("; ", failures) + "; check the connection and run it again, or put the file into " + folder);
    }

    /** The final path of a file after following a link. It is checked before the download that the file can be written there. */
    private static Path target(Path place) {
        try {
            new OutputDirectory(place.toAbsolutePath().getParent());
        } catch (BnException e) {
            throw new DataException(e.getMessage() + " with BN_DATA", e);
        }
        OutputFile.at(place);
        try {
            return Files.exists(place) ? place.toRealPath() : place;
        } catch (IOException e) {
            throw new DataException("cannot write " + place + ": " + Reason.of(e), e);
        }
    }

    private void check(URI mirror) {
        if (!isAllowed(mirror)) {
            throw new InvalidRequestException("will not fetch from " + mirror + ": only https is used");
        }
    }

    private boolean isAllowed(URI mirror) {
        return mirror.getHost() != null && ("https".equalsIgnoreCase(mirror.getScheme())
                || allowHttpOnLoopback && "http".equalsIgnoreCase(mirror.getScheme()) && isLoopback(mirror));
    }

    private static boolean isLoopback(URI mirror) {
        try {
            return InetAddress.getByName(mirror.getHost()).isLoopbackAddress();
        } catch (IOException e) {
            return false;
        }
    }
}
