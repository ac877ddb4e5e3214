package bn.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailuresTest {
    @TempDir
    private Path scratch;

    @Test
    void failuresAreOneLineAndAnExitCode() {
        for (List<String> wrong : List.of(
                List.of("nonsense"),
                List.of("verify", "--backend", "nonsense"),
                List.of("rate", "linear", "--dataset", "nonsense"),
                List.of("rate", "linear", "--gamma", "0"),
                List.of("rate", "linear", "--compare", "--noise-sigma", "1"),
                List.of("rate", "linear", "--out", "nowhere"),
                List.of("fold", "--checkpoint", "nonsense", "--out", scratch.resolve("folded").toString()),
                List.of("rate", "network", "--checkpoint", "nonsense"),
                List.of("train", "--rates", "from-init", "--out", scratch.resolve("run").toString()),
                List.of("train", "--norm", "nonsense", "--out", scratch.resolve("run").toString()),
                List.of("reproduce", "--backend", "cpu", "--device", "nonsense", "--out", scratch.resolve("report").toString()),
                List.of("bench", "--backend", "cpu:nonsense"),
                List.of("bench", "--device", "cpu"),
                List.of("bench", "--kernels", "nonsense"),
                List.of("bench", "--kernels", "update", "--shapes", "2000000000"),
                List.of("bench", "--seconds", "0"))) {
            Launch.Result result = InProcess.bn(wrong.toArray(String[]::new));
            assertEquals(2, result.code(), () -> wrong + ": " + result.err());
            assertEquals(1, result.err().lines().count(), () -> wrong + ": " + result.err());
            assertEquals("", result.out(), wrong::toString);
        }
    }
}
