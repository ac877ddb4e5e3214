/**
 * The contract as tests: whoever writes a backend or a normalization inherits them with one method to override. A plain backend
 * in float64 is what they compare with.
 */
module bn.conformance {
    requires transitive bn.api;
    requires transitive org.junit.jupiter.api;

    // The tests to inherit; JUnit calls them.
    exports bn.conformance;
    opens bn.conformance to org.junit.platform.commons;
    // The backend to compare with.
    exports bn.conformance.reference;
}
