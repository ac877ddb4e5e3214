package bn.api.checked;

import bn.api.DType;
import bn.api.InvalidRequestException;
import bn.api.Shape;
import bn.api.Tensor;
import bn.api.kernel.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of one kernel call. The caller declares each argument, first those that are only read, then those that are
 * written. Each is checked when it is declared; the exception names the kernel and the argument.
 */
final class ArgumentChecker {
    private final Object owner;
    private final String kernel;
    private final List<NamedTensor> arguments = new ArrayList<>();
    private @Nullable DType dtype;

    private record NamedTensor(String name, StoredTensor tensor) {

        boolean coincides(StoredTensor other) {
            return tensor.storage() == other.storage() && tensor.start() == other.start() && tensor.shape().equals(other.shape());
        }

        boolean overlaps(StoredTensor other) {
            return tensor.storage() == other.storage() && tensor.start() < other.start() + other.shape().elements()
                    && other.start() < tensor.start() + tensor.shape().elements();
        }
    }

    ArgumentChecker(Object owner, String kernel) {
        this.owner = owner;
        this.kernel = kernel;
    }

    /** The dtype that all arguments have. */
    DType dtype() {
        return Objects.requireNonNull(dtype, "no argument is declared");
    }

    /**
     * Declares a tensor that is read, of any shape with a rank from least to most. The first declared tensor decides the dtype.
     */
    Shape read(String name, Tensor tensor, int least, int most, String axes) {
        Shape shape = declare(name, tensor).shape();
        if (shape.rank() < least || shape.rank() > most) {
            throw wrong(name, "is " + shape + ", expected " + axes);
        }
        return shape;
    }

    /** Declares images that are read. */
    Shape readImages(String name, Tensor tensor) {
        return read(name, tensor, 4, 4, "N x C x H x W");
    }

    /** Declares images that are written and share storage with no other argument. */
    Shape writeImages(String name, Tensor tensor) {
        return write(name, tensor, 4, 4, "N x C x H x W");
    }

    /** Declares a tensor that is read. */
    ArgumentChecker read(String name, Tensor tensor, Shape expected) {
        return shaped(name, declare(name, tensor), expected);
    }

    /** Declares a tensor that is written, of any shape with a rank from least to most, and shares storage with no other argument. */
    Shape write(String name, Tensor tensor, int least, int most, String axes) {
        Shape shape = read(name, tensor, least, most, axes);
        checkSharing(name);
        return shape;
    }

    /** Declares a tensor that is written; it may be the same tensor as the arguments mayBe, which are read. */
    ArgumentChecker write(String name, Tensor tensor, Shape expected, Tensor... mayBe) {
        StoredTensor written = declare(name, tensor);
        checkSharing(name, mayBe);
        return shaped(name, written, expected);
    }

    /** Checks that the argument declared last shares no storage with another one. */
    private void checkSharing(String name, Tensor... mayBe) {
        StoredTensor written = arguments.get(arguments.size() - 1).tensor;
        for (NamedTensor other : arguments.subList(0, arguments.size() - 1)) {
            boolean allowed = Stream.of(mayBe).anyMatch(each -> each == other.tensor) && other.coincides(written);
            if (!allowed && other.overlaps(written)) {
                throw wrong(name, "shares storage with " + other.name);
            }
        }
    }

    /** The shape of the outputs of a window over images. */
    Shape outputs(String name, Window window, Shape inputs, int channels) {
        try {
            return window.outputs(inputs, channels);
        } catch (InvalidRequestException e) {
            throw wrong(name, "is " + inputs + ", which does not fit: " + e.getMessage());
        }
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
        arguments.add(new NamedTensor(name, own));
        return own;
    }

    private ArgumentChecker shaped(String name, StoredTensor tensor, Shape expected) {
        if (!tensor.shape().equals(expected)) {
            throw wrong(name, "is " + tensor.shape() + ", expected " + expected);
        }
        return this;
    }

    /** The exception for an argument. */
    IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(kernel + ": " + name + " " + what);
    }
}
