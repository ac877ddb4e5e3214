package bn.experiments.architecture;

import bn.api.BnException;
import bn.api.InvalidRequestException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that describe an architecture, node by node; docs/commands.md has their form. */
public final class ArchitectureFile {

    private ArchitectureFile() {}

    /** Whether a text that could be the name of an architecture is that of a file: one that exists, or a path with folders. */
    public static boolean is(String text) {
        try {
            return NamedArchitecture.of(text).isEmpty()
                    && (text.contains("/") || Files.isRegularFile(Path.of(text)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * Reads a file.
     *
     * @throws InvalidRequestException if there is no such file, or it describes no architecture; the message has the number of the
     *     line
     * @throws BnException if it cannot be read
     */
    public static Architecture read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidRequestException("there is no file " + file);
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidRequestException(file + " is no text in UTF-8");
        } catch (IOException e) {
            throw new BnException("cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            return ArchitectureText.parse(text);
        } catch (InvalidRequestException e) {
            throw new InvalidRequestException(file + ", " + e.getMessage());
        }
    }
}
