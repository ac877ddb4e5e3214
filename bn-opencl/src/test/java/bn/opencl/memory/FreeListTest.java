package bn.opencl.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreeListTest {

    private record Piece(int at, int length) {}

    private static FreeList of(int capacity) {
        FreeList list = new FreeList();
        list.grow(capacity);
        return list;
    }

    @Test
    void piecesDoNotOverlapAndFreedOnesAreMerged() {
        FreeList list = of(1 << 14);
        Random random = new Random(1);
        List<Piece> taken = new ArrayList<>();
        boolean[] used = new boolean[1 << 14];
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            if (random.nextInt(5) < 3) {
                int length = 1 + random.nextInt(700);
                int at = list.allocate(length);
                if (at < 0) {
                    refused++;
                    assertTrue(list.largest() < FreeList.rounded(length));
                } else {
                    assertEquals(0, at % FreeList.ALIGNMENT);
                    for (int j = at; j < at + length; j++) {
                        assertTrue(!used[j], "taken twice");
                        used[j] = true;
                    }
                    taken.add(new Piece(at, length));
                }
            } else if (!taken.isEmpty()) {
                Piece piece = taken.remove(random.nextInt(taken.size()));
                for (int j = piece.at; j < piece.at + piece.length; j++) {
                    used[j] = false;
                }
                list.release(piece.at, piece.length);
            }
        }
        assertTrue(refused > 0, "it was never full");
        taken.forEach(piece -> list.release(piece.at, piece.length));
        assertEquals(1 << 14, list.largest());
        assertEquals(1 << 14, list.total());
    }

    @Test
    void growingMergesWithTheFreePieceAtTheEnd() {
        FreeList list = of(64);
        assertEquals(0, list.allocate(20));
        assertEquals(32, list.end());
        assertEquals(-1, list.allocate(40));
        list.grow(96);
        assertEquals(64, list.largest());
        assertEquals(32, list.allocate(64));
        assertEquals(96, list.end());
        list.release(0, 20);
        assertEquals(32, list.total());
    }
}
