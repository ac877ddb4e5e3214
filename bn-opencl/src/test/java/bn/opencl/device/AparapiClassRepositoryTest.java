package bn.opencl.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.aparapi.internal.model.ClassModel;
import org.apache.bcel.Const;
import org.apache.bcel.Repository;
import org.apache.bcel.classfile.Constant;
import org.apache.bcel.classfile.ConstantPool;
import org.junit.jupiter.api.Test;

class AparapiClassRepositoryTest {
    /** A class with constants of 64 bits and other constants after them. */
    static final class Wide {
        double[] constants(double[] values, long[] counts) {
            values[0] = 1.0 / 3;
            counts[0] = 1L << 40;
            return values;
        }
    }

    @Test
    void theSecondEntryOfAWideConstantIsNull() throws Exception {
        AparapiClassRepository.install();
        ConstantPool pool = Repository.lookupClass(Wide.class).getConstantPool();
        int wide = 0;
        for (int i = 1; i < pool.getLength(); i++) {
            Constant constant = pool.getConstant(i);
            if (constant != null && (constant.getTag() == Const.CONSTANT_Double || constant.getTag() == Const.CONSTANT_Long)) {
                wide++;
                i++;
                assertNull(pool.getConstant(i));
            }
        }
        assertEquals(2, wide);
    }

    @Test
    void aparapiReadsAClassWithWideConstants() throws Exception {
        AparapiClassRepository.install();
        assertEquals(Wide.class, ClassModel.createClassModel(Wide.class).getClassWeAreModelling());
    }
}
