/** Naive float64 loops that the tests of this module compare with. They share no code with what they check. */
package bn.theory.oracle;
