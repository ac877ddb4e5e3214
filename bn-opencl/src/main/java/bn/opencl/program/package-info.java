/** What programs for every device and dtype have in common: the operations by number, and how the host passes arguments. */
package bn.opencl.program;
