package bn.opencl.device;

import com.aparapi.Range;
import com.aparapi.device.Device;

/**
 * The items of a launch, in groups, along two axes.
 *
 * @param x items along the first axis, a multiple of groupX
 * @param y items along the second axis, a multiple of groupY
 * @param groupX of a group along the first axis
 * @param groupY of a group along the second axis
 */
public record Grid(int x, int y, int groupX, int groupY) {

    /** At least so many items along each axis, in whole groups. */
    public static Grid covering(int x, int y, int groupX, int groupY) {
        return new Grid((x + groupX - 1) / groupX * groupX, (y + groupY - 1) / groupY * groupY, groupX, groupY);
    }

    Range range(Device device) {
        return Range.create2D(device, x, y, groupX, groupY);
    }
}
