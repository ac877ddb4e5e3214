package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bn.experiments.result.Json;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in a manifest, given to a shell as it stands, repeats the run to the last bit. */
class RepeatedCommandIT {
    @TempDir
    private Path scratch;

    @Test
    void theShellReadsTheNamesOfTheUser() throws Exception {
        boolean letters = Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode("\u00fc");
        Path folder = Files.createDirectory(scratch.resolve("it's $HOME \"`id`\" \\n \n !1 #* &;| " + (letters ? "\u00fc" : "")));
        Path data = table(folder.resolve("~ @ a=b.csv"));
        Path options = Files.writeString(scratch.resolve("options"), "--epochs\n1\n--batch-size\n40\n");
        Path run = folder.resolve("--run");
        done(Launch.bn(Launch.distribution(), scratch, "train", "--arch", "2-4-2", "--dataset", "csv", "--file", data.toString(),
                "--target", "~ $y", "@" + options, "--out", run.toString()));
        String command = command(run);
        Path first = Files.move(run, scratch.resolve("first"));
        Files.delete(options);

        done(Launch.sh(scratch, "bn() { \"$BN\" \"$@\"; }\n" + command));
        assertEquals(command, command(run));
        assertEquals(Files.readString(first.resolve("rates.csv")), Files.readString(run.resolve("rates.csv")));
        assertEquals(-1, Files.mismatch(first.resolve("checkpoint.safetensors"), run.resolve("checkpoint.safetensors")));
    }

    /** Relative names that a shell, or the reader of options, would take for something else. */
    @Test
    void relativeNamesStayWhatTheyAre() throws Exception {
        table(scratch.resolve("~root"));
        table(scratch.resolve("@t"));
        Path script = Files.writeString(scratch.resolve("run"), """
                "$BN" train --arch 2-4-2 --epochs 1 --batch-size 40 --dataset csv --target '~ $y' --file '~root' --out '~/x'
                "$BN" train --arch 2-4-2 --epochs 1 --batch-size 40 --dataset csv --target '~ $y' --file '@@t' --out '$y'
                """);
        done(Launch.sh(scratch, "sh -e ./" + script.getFileName()));
        for (String name : new String[] {"~/x", "$y"}) {
            String command = command(scratch.resolve(name));
            Path first = Files.move(scratch.resolve(name), scratch.resolve("first"));
            done(Launch.sh(scratch, "bn() { \"$BN\" \"$@\"; }\n" + command));
            assertEquals(-1, Files.mismatch(first.resolve("rates.csv"), scratch.resolve(name).resolve("rates.csv")), command);
            Files.move(first, scratch.resolve("done" + name.length()));
        }
    }

    private static Path table(Path file) throws IOException {
        StringBuilder text = new StringBuilder("a,b,~ $y\n");
        for (int i = 0; i < 100; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos(3 * i)).append(',').append(i % 3 == 0 ? "up" : "down")
                    .append('\n');
        }
        return Files.writeString(file, text);
    }

    private static String command(Path run) throws IOException {
        String command = Json.parse(Files.readAllBytes(run.resolve("manifest.json")), "manifest").path("command").asText();
        assertFalse(command.isEmpty());
        return command;
    }

    private static void done(Launch.Result result) {
        assertEquals(0, result.code(), result.err());
    }
}
