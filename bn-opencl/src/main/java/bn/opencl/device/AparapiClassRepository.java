package bn.opencl.device;

import org.apache.bcel.Repository;
import org.apache.bcel.classfile.Constant;
import org.apache.bcel.classfile.ConstantPool;
import org.apache.bcel.classfile.JavaClass;
import org.apache.bcel.util.ClassPath;
import org.apache.bcel.util.MemorySensitiveClassPathRepository;

/**
 * Gives Aparapi class files in the form that it expects. A constant of 64 bits takes two entries of a class file's constant pool,
 * and Aparapi reads the second entry too. Aparapi was written for BCEL 6.5, which returns null for it. The newer versions of
 * BCEL, which fix a security hole, throw an exception, so this class returns null again.
 */
final class AparapiClassRepository extends MemorySensitiveClassPathRepository {

    private AparapiClassRepository() {
        super(ClassPath.SYSTEM_CLASS_PATH);
    }

    /** Makes Aparapi read class files through this class. */
    static void install() {
        Repository.setRepository(new AparapiClassRepository());
    }

    @Override
    public JavaClass loadClass(Class<?> type) throws ClassNotFoundException {
        JavaClass file = super.loadClass(type);
        file.setConstantPool(new Constants(file.getConstantPool().getConstantPool()));
        return file;
    }

    private static final class Constants extends ConstantPool {

        Constants(Constant... constants) {
            super(constants);
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The caller knows the type, as in the overridden method.
        public <T extends Constant> T getConstant(int index) {
            return (T) getConstantPool()[index];
        }
    }
}
