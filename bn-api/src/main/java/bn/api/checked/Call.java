package bn.api.checked;

import bn.api.DType;
import bn.api.Shape;
import bn.api.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call of a kernel. First those that are only read are declared, then those that are written; each is
 * checked when it is declared, and a failure says which kernel and which argument it is.
 */
final class Call {
    private final Object owner;
    private final String kernel;
    private final List<Argument> arguments = new ArrayList<>();
    private @Nullable DType dtype;

    private record Argument(String name, StoredTensor tensor) {

        boolean coincides(StoredTensor other) {
            return tensor.storage() == other.storage() && tensor.start() == other.start() && tensor.shape().equals(other.shape());
        }

        boolean overlaps(StoredTensor other) {
            return tensor.storage() == other.storage() && tensor.start() < other.start() + other.shape().elements()
                    && other.start() < tensor.start() + tensor.shape().elements();
        }
    }

    Call(Object owner, String kernel) {
        this.owner = owner;
        this.kernel = kernel;
    }

    /** The dtype that all arguments have. */
    DType dtype() {
        return Objects.requireNonNull(dtype, "no argument is declared");
    }

    /** A tensor that is read, of any shape of the ranks from least to most; the first one decides the dtype. */
    Shape read(String name, Tensor tensor, int least, int most, String axes) {
        Shape shape = declare(name, tensor).shape();
        if (shape.rank() < least || shape.rank() > most) {
            throw wrong(name, "is " + shape + ", expected " + axes);
        }
        return shape;
    }

    /** A tensor that is read. */
    Call read(String name, Tensor tensor, Shape expected) {
        return shaped(name, declare(name, tensor), expected);
    }

    /** A tensor that is written, apart from all others. */
    Call write(String name, Tensor tensor, Shape expected) {
        return write(name, tensor, expected, null);
    }

    /** A tensor that is written; it may be the given one, which is read. */
    Call write(String name, Tensor tensor, Shape expected, @Nullable Tensor mayBe) {
        StoredTensor written = declare(name, tensor);
        for (Argument other : arguments.subList(0, arguments.size() - 1)) {
            boolean allowed = other.tensor == mayBe && other.coincides(written);
            if (!allowed && other.overlaps(written)) {
                throw wrong(name, "shares storage with " + other.name);
            }
        }
        return shaped(name, written, expected);
    }

    private StoredTensor declare(String name, Tensor tensor) {
        if (!(tensor instanceof StoredTensor own) || own.owner() != owner) {
            throw wrong(name, tensor == null ? "is null" : "is not a tensor of this backend");
        }
        if (dtype == null) {
            dtype = own.dtype();
        } else if (own.dtype() != dtype) {
            throw wrong(name, "is " + own.dtype().label() + ", expected " + dtype.label());
        }
        arguments.add(new Argument(name, own));
        return own;
    }

    private Call shaped(String name, StoredTensor tensor, Shape expected) {
        if (!tensor.shape().equals(expected)) {
            throw wrong(name, "is " + tensor.shape() + ", expected " + expected);
        }
        return this;
    }

    /** What is thrown for an argument. */
    IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(kernel + ": " + name + " " + what);
    }
}
