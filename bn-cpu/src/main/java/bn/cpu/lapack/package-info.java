/** Matrix decompositions by LAPACK, as service providers. */
package bn.cpu.lapack;
