package bn.opencl.device;

import org.apache.bcel.Repository;
import org.apache.bcel.classfile.Constant;
import org.apache.bcel.classfile.ConstantPool;
import org.apache.bcel.classfile.JavaClass;
import org.apache.bcel.util.ClassPath;
import org.apache.bcel.util.MemorySensitiveClassPathRepository;

/**
 * Class files as Aparapi expects them of BCEL. A constant of 64 bits takes two places of a class file's pool of constants, and
 * Aparapi asks for the second one too. It was made for BCEL 6.5, where that is null; later ones, which have no known hole, throw.
 */
final class ClassFiles extends MemorySensitiveClassPathRepository {

    private ClassFiles() {
        super(ClassPath.SYSTEM_CLASS_PATH);
    }

    /** From now on Aparapi reads class files by this. */
    static void install() {
        Repository.setRepository(new ClassFiles());
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
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As in the method that it overrides, the caller knows the type.
        public <T extends Constant> T getConstant(int index) {
            return (T) getConstantPool()[index];
        }
    }
}
