package bn.spark;

import bn.api.BnException;
import bn.experiments.rate.MomentsFile;
import bn.experiments.rate.TargetMoments;
import bn.experiments.result.OutputFile;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** A file for moments, which is checked before they are computed, and is complete or not there. */
sealed interface MomentsTarget extends AutoCloseable {

    /**
     * A local path, or one with a scheme of a Hadoop file system, such as hdfs: or s3a:.
     *
     * @throws BnException if nothing can be written there
     */
    static MomentsTarget of(String path, Configuration hadoop) {
        // Of two letters at least: one is a drive of Windows.
        return path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") ? Hadoop.at(path, hadoop)
                : new Local(OutputFile.locked(java.nio.file.Path.of(path)));
    }

    /** Writes the file, in place of an older one. */
    void write(TargetMoments moments);

    /** Gives up what is not written. */
    @Override
    void close();

    /** A file here. */
    record Local(OutputFile file) implements MomentsTarget {
        @Override
        public void write(TargetMoments moments) {
            MomentsFile.write(file, moments);
        }

        @Override
        public void close() {
            file.close();
        }
    }

    /**
     * A file of a Hadoop file system: another one next to it, which is renamed.
     *
     * @param files the file system
     * @param path the file
     * @param temporary the other one
     */
    record Hadoop(FileContext files, Path path, Path temporary) implements MomentsTarget {

        private static Hadoop at(String name, Configuration hadoop) {
            try {
                Path path = new Path(URI.create(name));
                FileContext files = FileContext.getFileContext(path.toUri(), hadoop);
                Hadoop target = new Hadoop(files, path,
                        new Path(path.getParent(), "_" + path.getName() + "." + UUID.randomUUID() + ".tmp"));
                target.create().close();
                return target;
            } catch (IOException | IllegalArgumentException e) {
                throw failure(name, e);
            }
        }

        private FSDataOutputStream create() throws IOException {
            return files.create(temporary, EnumSet.of(CreateFlag.CREATE, CreateFlag.OVERWRITE),
                    Options.CreateOpts.createParent());
        }

        @Override
        public void write(TargetMoments moments) {
            try {
                try (FSDataOutputStream out = create()) {
                    MomentsFile.write(out, moments);
                    out.hsync();
                }
                files.rename(temporary, path, Options.Rename.OVERWRITE);
            } catch (IOException e) {
                throw failure(path.toString(), e);
            }
        }

        @Override
        public void close() {
            try {
                files.delete(temporary, false);
            } catch (IOException e) {
                throw failure(temporary.toString(), e);
            }
        }

        private static BnException failure(String path, Exception e) {
            return new BnException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
