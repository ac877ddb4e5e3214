package bn.opencl.device;

import com.aparapi.Range;
import com.aparapi.device.Device;

/**
 * The work-items of a launch in two dimensions (OpenCL's NDRange). Comments in this module call work-items "items" and
 * work-groups "groups".
 *
 * @param x items along the first axis, a multiple of groupX
 * @param y items along the second axis, a multiple of groupY
 * @param groupX items of a group along the first axis
 * @param groupY items of a group along the second axis
 */
public record NdRange(int x, int y, int groupX, int groupY) {

    /** The smallest range of whole groups with at least x times y items. */
    public static NdRange covering(int x, int y, int groupX, int groupY) {
        return new NdRange((x + groupX - 1) / groupX * groupX, (y + groupY - 1) / groupY * groupY, groupX, groupY);
    }

    Range toAparapi(Device device) {
        return Range.create2D(device, x, y, groupX, groupY);
    }
}
