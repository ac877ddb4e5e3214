package bn.opencl.program;

import bn.api.Shape;
import bn.api.kernel.Window;
import com.aparapi.Kernel;

/**
 * A program for a device: one Aparapi kernel that can do many operations. All of them work on slices of one array, the arena, so
 * they share one OpenCL buffer. Before each launch the host sets the number of the operation and its arguments, which are
 * described at the method of the operation. Subclasses add the arena in their element type, and the operations.
 *
 * <p>Aparapi translates only a small part of Java: see docs/opencl.md before you change a subclass.
 */
public abstract class Program extends Kernel {
    /** Elements of the large staging array. */
    public static final int LARGE_STAGING = 1 << 17;
    /** Elements of the small staging array. */
    public static final int SMALL_STAGING = 1 << 10;
    /** Columns of a panel: see {@link Op#IM2COL}. */
    public static final int PANEL = 64;

    // Single fields and no array, because OpenCL takes single fields as arguments by value.
    protected int op;
    protected int i0;
    protected int i1;
    protected int i2;
    protected int i3;
    protected int i4;
    protected int i5;
    protected int i6;
    protected int i7;
    protected int i8;
    protected int i9;
    protected int i10;
    protected int i11;
    protected int i12;
    protected int i13;
    protected int i14;
    protected int i15;
    protected int i16;
    protected int i17;
    protected int i18;

    // The windows of a convolution or a pooling, from inputs of inputHeight x inputWidth to outputs of outputHeight x outputWidth.
    protected int inputHeight;
    protected int inputWidth;
    protected int outputHeight;
    protected int outputWidth;
    protected int windowHeight;
    protected int windowWidth;
    protected int verticalStride;
    protected int horizontalStride;
    protected int verticalDilation;
    protected int horizontalDilation;
    protected int paddingAbove;
    protected int paddingLeft;

    /** How often each operation was prepared. Only the host uses it. */
    private final long[] launches = new long[Op.NAMES.size()];

    /** How often each operation ran, by its number. */
    public final long[] launches() {
        return launches.clone();
    }

    /** Sets the operation and its integer arguments i0, i1, ... for the next launch. */
    public final void prepare(int operation, int... arguments) {
        launches[operation]++;
        int[] all = new int[19];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        op = operation;
        i0 = all[0];
        i1 = all[1];
        i2 = all[2];
        i3 = all[3];
        i4 = all[4];
        i5 = all[5];
        i6 = all[6];
        i7 = all[7];
        i8 = all[8];
        i9 = all[9];
        i10 = all[10];
        i11 = all[11];
        i12 = all[12];
        i13 = all[13];
        i14 = all[14];
        i15 = all[15];
        i16 = all[16];
        i17 = all[17];
        i18 = all[18];
    }

    /** Sets the windows for the next launches: {@code inputs} and {@code outputs} are the shapes of images N x C x H x W. */
    public final void windows(Window window, Shape inputs, Shape outputs) {
        inputHeight = inputs.size(2);
        inputWidth = inputs.size(3);
        outputHeight = outputs.size(2);
        outputWidth = outputs.size(3);
        windowHeight = window.vertical().size();
        windowWidth = window.horizontal().size();
        verticalStride = window.vertical().stride();
        horizontalStride = window.horizontal().stride();
        verticalDilation = window.vertical().dilation();
        horizontalDilation = window.horizontal().dilation();
        paddingAbove = window.vertical().before();
        paddingLeft = window.horizontal().before();
    }

    /** Sets the floating-point arguments f0, f1, ... for the next launch; the others are 0. */
    public abstract void scalars(double... values);

    /** The arena on the host; null while it is on the device. */
    public abstract Object arena();

    /** Replaces the arena on the host; null once it is on the device. */
    public abstract void arena(Object array);

    /** A staging array of the element type: the large or the small one, always the same object. */
    public abstract Object staging(boolean large);

    /** The array that declares an OpenCL local memory, by the name of its field. */
    public Object local(String name) {
        throw new IllegalArgumentException("no local memory '" + name + "'");
    }
}
