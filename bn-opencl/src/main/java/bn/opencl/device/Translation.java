package bn.opencl.device;

import bn.opencl.program.Program;
import com.aparapi.Kernel;
import com.aparapi.internal.exception.AparapiException;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.model.Entrypoint;
import com.aparapi.internal.writer.KernelWriter;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program translated to OpenCL C. Aparapi translates the class file, once for each class.
 *
 * @param source the OpenCL C text
 * @param fields the kernel's arguments, in order
 */
record Translation(String source, List<Field> fields) {
    private static final Map<Class<?>, Translation> KNOWN = new ConcurrentHashMap<>();

    static {
        AparapiClassRepository.install();
    }

    static Translation of(Program program) {
        return KNOWN.computeIfAbsent(program.getClass(), type -> translate(program));
    }

    private static Translation translate(Program program) {
        try {
            Entrypoint entry = ClassModel.createClassModel(program.getClass()).getEntrypoint("run", program);
            String source = KernelWriter.writeToString(entry);
            return new Translation(source, entry.getReferencedFields().stream()
                    .filter(field -> field.getAnnotation(Kernel.PrivateMemorySpace.class) == null).toList());
        } catch (AparapiException e) {
            throw new IllegalStateException(program.getClass() + " does not translate to OpenCL: " + e.getMessage(), e);
        }
    }
}
