package bn.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CommandTextTest {
    @Test
    void plainWordsStandAsTheyAre() {
        assertEquals("bn train --lr 0.1 --out a/b-c_1",
                CommandText.of(List.of("train", "--lr", "0.1", "--out", "a/b-c_1")).text());
        assertEquals("bn x ''", CommandText.of(List.of("x", "")).text());
    }

    /** picocli reads @FILE as a file of arguments, and @@ as @. */
    @Test
    void whatStartsWithAnAtIsNoFileOfArguments() {
        assertEquals("bn x @@y a@b", CommandText.of(List.of("x", "@y", "a@b")).text());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aShellReadsTheSameWordsAgain() throws Exception {
        List<String> words = List.of("my data.csv", "it's", "", "$HOME", "a\"b", "*", "back\\slash", "two\nlines", "~", "#",
                "a;b&c|d",
                "!", "'", "`id`", "é");
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\0' " + CommandText.quoted(words)).start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, shell.waitFor());
        assertEquals(words, List.of(printed.split("\0", -1)).subList(0, words.size()));
    }
}
