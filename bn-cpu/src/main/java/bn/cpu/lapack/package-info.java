/** LAPACK's factorisations, as services. */
package bn.cpu.lapack;
