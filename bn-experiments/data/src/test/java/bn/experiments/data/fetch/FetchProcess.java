package bn.experiments.data.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A process that fetches a file. */
final class FetchProcess {
    private FetchProcess() {}

    /** Fetches a file. The arguments are folder, mirror, name, size and MD5. */
    public static void main(String[] args) {
        SourceFile file = new SourceFile(args[2], Checksum.md5(Long.parseLong(args[3]), args[4]));
        DataSource source = new DataSource("set", "a set", "free", "nobody", List.of("a", "b"), List.of(file),
                List.of(URI.create(args[1])));
        new Fetcher(false, FetchTimeouts.DEFAULT, FetchClock.SYSTEM, true).fetch(source, List.of(), Path.of(args[0]),
                FetchProgress.NONE);
    }

    static Process start(Path folder, URI mirror, SourceFile file) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FetchProcess.class.getName(), folder.toString(), mirror.toString(), file.name(),
                Long.toString(file.checksum().size()), file.checksum().hex())
                .redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }
}
