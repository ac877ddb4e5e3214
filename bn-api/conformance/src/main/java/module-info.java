/**
 * The contract as tests. The author of a backend or a normalization extends one class and overrides one method. Results are
 * compared with those of a simple backend in float64.
 */
module bn.conformance {
    requires transitive bn.api;
    requires transitive org.junit.jupiter.api;

    // The tests to inherit; JUnit calls them by reflection.
    exports bn.conformance;
    opens bn.conformance to org.junit.platform.commons;
    // The reference backend.
    exports bn.conformance.reference;
}
