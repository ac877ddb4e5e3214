package bn.opencl.program;

import com.aparapi.Kernel;

/**
 * A program for a device: one Aparapi kernel that does one of many operations on slices of one array, the heap, so that all of
 * them share one OpenCL buffer. Before each launch the host sets the operation's number and its arguments; what these are stands
 * at the operation's method. Subclasses add the heap, in their element type, and the operations.
 *
 * <p>Aparapi translates little of Java: see docs/opencl.md before changing a subclass.
 */
public abstract class Program extends Kernel {
    /** Elements of the large staging array. */
    public static final int MANY = 1 << 17;
    /** Elements of the small staging array. */
    public static final int FEW = 1 << 10;

    // Fields, one by one, because OpenCL takes them as arguments by value.
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

    /** How often each operation was prepared; of no use on a device. */
    private final long[] launches = new long[Op.NAMES.size()];

    /** How often each operation ran, by its number. */
    public final long[] launches() {
        return launches.clone();
    }

    /** Sets the operation and its whole-number arguments, for one launch. */
    public final void prepare(int operation, int... arguments) {
        launches[operation]++;
        int[] all = new int[16];
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
    }

    /** Sets the other arguments, at most 3. */
    public abstract void scalars(double... values);

    /** The heap, while it is on the host. */
    public abstract Object heap();

    /** Replaces the heap on the host; null once it is on the device. */
    public abstract void heap(Object array);

    /** The staging array, an array of the element type; always the same object. */
    public abstract Object staging(boolean many);

    /** The array that stands for local memory, by the name of its field. */
    public Object local(String name) {
        throw new IllegalArgumentException("no local memory '" + name + "'");
    }
}
