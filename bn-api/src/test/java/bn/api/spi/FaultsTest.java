package bn.api.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FaultsTest {

    @Test
    void anErrorWithoutAMessageIsNamed() {
        assertEquals("java.lang.ExceptionInInitializerError (java.lang.IllegalStateException: no device)", Faults.unloadable(
                new ExceptionInInitializerError(new IllegalStateException("no device")), FaultsTest.class.getClassLoader()));
    }
}
