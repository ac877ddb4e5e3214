package bn.experiments.model.pytorch;

import bn.experiments.model.ModelFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads pickles of the protocols 2 to 5 (Python's pickletools lists the instructions). A dict becomes a {@link Map}, a list or set a
 * {@link List}, a tuple a {@link PickleTuple}, a number a {@link Long}, {@link BigInteger} or {@link Double}. Names of Python go to
 * {@link TorchObjects}, which knows those of tensors and refuses all others, so nothing that a file names is ever called.
 */
final class PickleReader {
    private static final int OLDEST = 2;
    private static final int NEWEST = 5;

    private final PickleInput input;
    private final PickleStack stack;
    private final TorchObjects objects;

    private PickleReader(PickleInput input, TorchObjects objects) {
        this.input = input;
        stack = new PickleStack(input);
        this.objects = objects;
    }

    /**
     * Reads one pickle. The buffer's position is after it then.
     *
     * @param in little-endian
     * @throws bn.api.BnException if it is damaged, or holds something that is refused
     */
    static Object read(ModelFile file, ByteBuffer in, TorchObjects objects) {
        PickleReader reader = new PickleReader(new PickleInput(file, in), objects);
        while (true) {
            int opcode = reader.input.opcode();
            if (opcode == '.') {
                return reader.stack.pop();
            }
            reader.step(opcode);
        }
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> protocol(input.unsigned(1));
            case 0x95 -> input.length8(); // A frame, which the pickler may begin and end anywhere.
            case '(' -> stack.mark();
            case '0' -> stack.pop();
            case '1' -> stack.popToMark();
            case '2' -> stack.push(stack.top());
            case 'q' -> stack.remember(input.unsigned(1));
            case 'r' -> stack.remember(input.unsigned(4));
            case 0x94 -> stack.remember();
            case 'h' -> stack.recall(input.unsigned(1));
            case 'j' -> stack.recall(input.unsigned(4));
            default -> {
                if (!scalar(opcode) && !container(opcode)) {
                    object(opcode);
                }
            }
        }
    }

    private void protocol(int version) {
        if (version < OLDEST || version > NEWEST) {
            throw input.damaged("has the protocol " + version + ", and those that are read are " + OLDEST + " to " + NEWEST);
        }
    }

    private boolean scalar(int opcode) {
        switch (opcode) {
            case 'N' -> stack.push(PickleConstant.NONE);
            case 0x88 -> stack.push(true);
            case 0x89 -> stack.push(false);
            case 'J' -> stack.push((long) input.signed());
            case 'K' -> stack.push((long) input.unsigned(1));
            case 'M' -> stack.push((long) input.unsigned(2));
            case 0x8a -> stack.push(input.integer(input.unsigned(1)));
            case 0x8b -> stack.push(input.integer(input.unsigned(4)));
            case 'G' -> stack.push(input.real());
            case 'U', 0x8c -> stack.push(input.text(input.unsigned(1)));
            case 'T', 'X' -> stack.push(input.text(input.unsigned(4)));
            case 0x8d -> stack.push(input.text(input.length8()));
            case 'C' -> bytes(input.unsigned(1));
            case 'B' -> bytes(input.unsigned(4));
            case 0x8e, 0x96 -> bytes(input.length8());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void bytes(long count) {
        input.skip(count);
        stack.push(PickleConstant.UNUSED);
    }

    private boolean container(int opcode) {
        switch (opcode) {
            case ']', 0x8f -> stack.push(new ArrayList<>());
            case 'l' -> stack.push(stack.popToMark());
            case 'a' -> {
                Object item = stack.pop();
                list().add(item);
            }
            case 'e', 0x90 -> {
                List<Object> items = stack.popToMark();
                list().addAll(items);
            }
            case ')' -> stack.push(new PickleTuple(List.of()));
            case 't', 0x91 -> stack.push(new PickleTuple(stack.popToMark()));
            case 0x85, 0x86, 0x87 -> stack.push(new PickleTuple(stack.pop(opcode - 0x84)));
            case '}' -> stack.push(new LinkedHashMap<>());
            case 'd' -> {
                List<Object> items = stack.popToMark();
                stack.push(new LinkedHashMap<>());
                put(items);
            }
            case 's' -> put(stack.pop(2));
            case 'u' -> put(stack.popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings("unchecked") // All lists are made here.
    private List<Object> list() {
        if (!(stack.top() instanceof List<?> list)) {
            throw input.damaged("appends to something that is no list");
        }
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked") // All maps are made here or by the objects.
    private void put(List<Object> items) {
        if (!(stack.top() instanceof Map<?, ?> map) || items.size() % 2 != 0) {
            throw input.damaged("puts something into what is no dict");
        }
        for (int i = 0; i < items.size(); i += 2) {
            if (items.get(i) instanceof Map || items.get(i) instanceof List) {
                throw input.damaged("has a dict whose key is a dict or a list");
            }
            ((Map<Object, Object>) map).put(items.get(i), items.get(i + 1));
        }
    }

    private void object(int opcode) {
        switch (opcode) {
            case 'c' -> stack.push(objects.global(input.line(), input.line()));
            case 0x93 -> {
                List<Object> names = stack.pop(2);
                stack.push(objects.global(text(names.get(0)), text(names.get(1))));
            }
            case 'R' -> {
                List<Object> call = stack.pop(2);
                stack.push(objects.call(call.get(0), call.get(1)));
            }
            case 'b' -> {
                stack.pop();
                objects.requireState(stack.top());
            }
            case 'Q' -> stack.push(objects.storage(stack.pop()));
            case 'i' -> {
                objects.global(input.line(), input.line());
                throw input.damaged("makes an object in a way that is not that of tensors");
            }
            // Of which class, an instruction before has said, and that one was allowed.
            case 0x81, 0x92, 'o' -> throw input.damaged("makes an object in a way that is not that of tensors");
            default -> throw input.damaged(String.format(Locale.ROOT, "has the instruction 0x%02x, which is not read", opcode));
        }
    }

    private String text(Object item) {
        if (!(item instanceof String text)) {
            throw input.damaged("has a name that is no text");
        }
        return text;
    }
}
