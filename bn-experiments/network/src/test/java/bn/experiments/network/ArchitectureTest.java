package bn.experiments.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bn.api.InvalidRequestException;
import bn.experiments.architecture.Architecture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    @Test
    void widthsAreRead() {
        Architecture architecture = Architecture.parse("784-512-256-10");
        assertEquals(List.of(784, 512, 256, 10), architecture.widths());
        assertEquals(784, architecture.inputs());
        assertEquals(10, architecture.outputs());
        assertEquals(3, architecture.layers());
        assertEquals("784-512-256-10", architecture.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "784", "784-", "784-0-10", "784x10", "784--10", "99999999999-10"})
    void everythingElseIsRefused(String text) {
        assertThrows(InvalidRequestException.class, () -> Architecture.parse(text));
    }
}
