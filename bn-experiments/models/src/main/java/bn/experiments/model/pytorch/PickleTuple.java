package bn.experiments.model.pytorch;

import java.util.List;

/** A tuple of a pickle. Two of them are equal if they are the same object: a pickle may nest them without end. */
final class PickleTuple {
    private final List<Object> items;

    PickleTuple(List<Object> items) {
        this.items = items;
    }

    List<Object> items() {
        return items;
    }
}
