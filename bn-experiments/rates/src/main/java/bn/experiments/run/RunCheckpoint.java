package bn.experiments.run;

import bn.api.BnException;
import bn.experiments.result.OutputFile;
import bn.experiments.result.OutputFolder;
import bn.experiments.result.Reason;
import bn.experiments.result.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.function.Consumer;

/** The checkpoint in the folder of a run, and during a commit that of the commit before. */
final class RunCheckpoint {
    static final String FILE = "checkpoint.safetensors";
    private static final String KEPT = ".checkpoint-kept.safetensors";

    private final OutputFolder folder;

    RunCheckpoint(OutputFolder folder) {
        this.folder = folder;
    }

    /**
     * Writes the checkpoint, and keeps the one before, until {@link #committed}.
     *
     * @return its SHA-256
     */
    String replace(OutputFile.Content content) {
        if (folder.has(FILE)) {
            folder.keep(FILE, KEPT);
        }
        MessageDigest digest = Sha256.start();
        folder.write(FILE, out -> content.writeTo(new DigestOutputStream(out, digest)));
        return Sha256.text(digest);
    }

    /** The manifest that names the checkpoint is on the disk: the one before is of no use any more. */
    void committed() {
        folder.delete(KEPT);
    }

    /**
     * Where the checkpoint is that the manifest names: that is the kept one if a commit after it was cut off.
     *
     * @param notes takes what a user should know
     * @throws BnException if there is none
     */
    Path find(String sha256, int epoch, Consumer<String> notes) {
        if (is(FILE, sha256)) {
            return folder.file(FILE);
        }
        if (is(KEPT, sha256)) {
            notes.accept(folder.file(FILE) + " is not that of epoch " + epoch + ", the last whose files are complete: the run goes on from the "
                    + "one that was kept of that epoch");
            return folder.file(KEPT);
        }
        throw RunFiles.damaged(folder.file(FILE), epoch, folder.has(FILE) ? "its SHA-256 is not that in " + RunFiles.MANIFEST
                : "it is missing");
    }

    private boolean is(String name, String sha256) {
        try {
            return folder.has(name) && Sha256.of(folder.file(name)).equals(sha256);
        } catch (IOException e) {
            throw new BnException("cannot read " + folder.file(name) + ": " + Reason.of(e), e);
        }
    }

    /** Leaves only the one that was found. */
    void goOnFrom(Path found) {
        if (found.equals(folder.file(KEPT))) {
            folder.putBack(KEPT, FILE);
        } else {
            folder.delete(KEPT);
        }
    }
}
