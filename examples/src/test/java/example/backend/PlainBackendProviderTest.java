package example.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bn.api.BnException;
import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.api.backend.BackendProvider;
import bn.api.backend.Backends;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How the backend is found and opened, and what is special to it. */
class PlainBackendProviderTest {

    private static BackendOptions device(String name) {
        return new BackendOptions(Optional.of(name), OptionalInt.empty());
    }

    @Test
    void isFoundOnTheClassPath() {
        BackendProvider found = BackendProvider.load(getClass().getClassLoader()).get("plain");
        assertInstanceOf(PlainBackendProvider.class, found);
        try (Backend backend = Backends.open(BackendProvider.load(getClass().getClassLoader()), "auto", BackendOptions.DEFAULT)) {
            assertEquals("plain", backend.name());
        }
    }

    @Test
    void hasTheDeviceThatItLists() {
        BackendProvider provider = new PlainBackendProvider();
        try (Backend backend = provider.open(device("heap"))) {
            assertEquals("heap", backend.device().name());
        }
        String message = assertThrows(InvalidRequestException.class, () -> provider.open(device("gpu"))).getMessage();
        assertTrue(message.contains("'gpu'") && message.contains("'heap'"), message);
    }

    @Test
    void saysWhatItDoesNotHave() {
        try (Backend backend = new PlainBackendProvider().open(BackendOptions.DEFAULT)) {
            String dtype = assertThrows(BnException.class, () -> backend.allocate(DType.FLOAT64, Shape.of(1))).getMessage();
            assertTrue(dtype.contains("no f64"), dtype);
            Shape large = Shape.of(1 << 20, 1 << 20);
            String room = assertThrows(BnException.class, () -> backend.allocate(DType.FLOAT32, large)).getMessage();
            assertTrue(room.contains("1048576x1048576"), room);
        }
    }
}
