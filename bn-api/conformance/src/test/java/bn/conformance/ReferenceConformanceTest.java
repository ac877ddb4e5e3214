package bn.conformance;

import bn.api.DType;
import bn.api.backend.Backend;
import bn.conformance.reference.ReferenceBackend;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/** The reference backend passes the tests, with one dtype and with both. */
class ReferenceConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return new ReferenceBackend();
    }

    @Nested
    class WithFloat32 extends BackendConformance {

        @Override
        protected Backend open() {
            return new ReferenceBackend(Set.of(DType.values()));
        }
    }
}
