/**
 * The theory of docs/theory.md: moments, gradients and data in, regularization rates out. Everything is float64. It knows no
 * backend; what is as large as the data is computed by whichever backend the caller opened.
 */
module bn.theory {
    requires transitive bn.api;
    // Symmetric eigendecomposition.
    requires ojalgo;

    // What the theory takes: moments of data, added up row by row.
    exports bn.theory.moments;
    // T1, T2, T3, T8: what one gradient of a normalized layer tells.
    exports bn.theory.unit;
    // T4, T6: linear regression in closed form.
    exports bn.theory.linear;
    // T7: softmax regression, solved with and without batch normalization.
    exports bn.theory.softmax;
    // Eigenbasis, rank and whitening of a covariance.
    exports bn.theory.spectral;
    // Unconstrained minimization.
    exports bn.theory.optimize;
}
