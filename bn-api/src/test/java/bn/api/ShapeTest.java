package bn.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void sizesAndElements() {
        Shape shape = Shape.of(2, 3, 5);
        assertEquals(3, shape.rank());
        assertEquals(5, shape.size(2));
        assertEquals(30, shape.elements());
        assertEquals(15, shape.rowElements());
        assertEquals(Shape.of(7, 3, 5), shape.withRows(7));
        assertNotEquals(Shape.of(2, 15), shape);
        assertEquals("2x3x5", shape.toString());
    }

    @Test
    void elementsBeyondAnIntAreCounted() {
        assertEquals(4_000_000_000L, Shape.of(50_000, 80_000).elements());
        assertThrows(ArithmeticException.class, () -> Shape.of(Integer.MAX_VALUE, Integer.MAX_VALUE, 3));
    }

    @Test
    void emptyAxesAreRefused() {
        assertThrows(IllegalArgumentException.class, Shape::of);
        assertThrows(IllegalArgumentException.class, () -> Shape.of(3, 0));
    }
}
