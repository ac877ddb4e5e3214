package bn.experiments.model.pytorch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The objects of a pickle that are under construction, and those that it has numbered. */
final class PickleStack {
    private final PickleInput input;
    private final List<Object> items = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    PickleStack(PickleInput input) {
        this.input = input;
    }

    void push(Object item) {
        items.add(item);
    }

    void mark() {
        marks.add(items.size());
    }

    private int floor() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
    }

    Object top() {
        if (items.size() <= floor()) {
            throw input.damaged("takes an object that is not there");
        }
        return items.get(items.size() - 1);
    }

    Object pop() {
        Object item = top();
        items.remove(items.size() - 1);
        return item;
    }

    /** Removes the last objects, in their order. */
    List<Object> pop(int count) {
        List<Object> last = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            last.add(0, pop());
        }
        return last;
    }

    /** Removes the last mark and what is above it. */
    List<Object> popToMark() {
        if (marks.isEmpty()) {
            throw input.damaged("goes back to a mark that is not there");
        }
        List<Object> above = items.subList(marks.remove(marks.size() - 1), items.size());
        List<Object> copy = new ArrayList<>(above);
        above.clear();
        return copy;
    }

    void remember(int number) {
        memo.put(number, top());
    }

    void remember() {
        remember(memo.size());
    }

    void recall(int number) {
        Object item = memo.get(number);
        if (item == null) {
            throw input.damaged("uses object " + number + ", which it has not defined");
        }
        push(item);
    }
}
