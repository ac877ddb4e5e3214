package example.backend;

import bn.api.backend.Backend;
import bn.api.backend.BackendOptions;
import bn.conformance.BackendConformance;

/** The backend {@code plain} keeps the contract. */
class PlainConformanceTest extends BackendConformance {

    @Override
    protected Backend open() {
        return new PlainBackendProvider().open(BackendOptions.DEFAULT);
    }
}
