package bn.cli.wiring;

import bn.experiments.result.OutputDirectory;
import java.nio.file.Path;

/** The files and folders that options name: those of this machine, unless another program brings more. */
public interface Locations {
    /** Those of this machine. */
    Locations LOCAL = new Locations() {
        @Override
        public Path input(Path given) {
            return given;
        }

        @Override
        public OutputDirectory output(Path given) {
            return new OutputDirectory(given);
        }
    };

    /**
     * A file or folder to read.
     *
     * @return where it is on this machine
     * @throws bn.api.BnException if it cannot be brought there
     */
    Path input(Path given);

    /**
     * A folder for results, which is created if needed.
     *
     * @throws bn.api.BnException if it cannot be written to
     */
    OutputDirectory output(Path given);
}
