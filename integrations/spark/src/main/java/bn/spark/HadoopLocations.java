package bn.spark;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import bn.cli.wiring.Locations;
import bn.experiments.result.OutputDirectory;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Files and folders of any file system that Hadoop knows. What is read is copied to this machine first; a folder for results has a
 * working copy here.
 *
 * @param notes told what a user should know, in lines
 */
record HadoopLocations(HadoopPaths paths, Supplier<Configuration> settings, Consumer<String> notes) implements Locations {

    @Override
    public Path input(Path given) {
        paths.address(given).ifPresent(address -> copy(address, given));
        return given;
    }

    @Override
    public OutputDirectory output(Path given) {
        return paths.address(given).map(address -> {
            try {
                Files.createDirectories(given);
                RemoteFolder folder = RemoteFolder.open(new RemoteFiles(address, settings.get()), RemoteLock.Times.USUAL, notes);
                folder.restore(given);
                return new OutputDirectory(given, folder);
            } catch (IOException e) {
                throw new BnException("cannot write to the folder " + address + ": " + e.getMessage() + "; choose another", e);
            }
        }).orElseGet(() -> new OutputDirectory(given));
    }

    private void copy(String address, Path to) {
        long files = 0;
        long bytes = 0;
        try {
            FileContext system = RemoteFiles.system(address, settings.get());
            org.apache.hadoop.fs.Path from = system.makeQualified(new org.apache.hadoop.fs.Path(address));
            boolean folder = system.getFileStatus(from).isDirectory();
            RemoteIterator<LocatedFileStatus> all = folder ? system.util().listFiles(from, true) : system.listLocatedStatus(from);
            while (all.hasNext()) {
                LocatedFileStatus file = all.next();
                Path target = folder ? to.resolve(from.toUri().relativize(file.getPath().toUri()).getPath()) : to;
                Files.createDirectories(target.getParent());
                try (var in = system.open(file.getPath())) {
                    bytes += Files.copy(in, target);
                }
                files++;
            }
        } catch (FileNotFoundException e) {
            throw new InvalidRequestException("there is no " + address + "; name a file or folder that exists");
        } catch (IOException e) {
            throw new BnException("cannot copy " + address + " to " + to + ": " + e.getMessage(), e);
        }
        notes.accept(String.format(Locale.ROOT, "copied %s to %s: %d %s, %,d bytes", address, to, files,
                files == 1 ? "file" : "files", bytes));
    }
}
