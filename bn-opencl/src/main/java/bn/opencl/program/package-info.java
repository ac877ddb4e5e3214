/** What the programs for all devices and dtypes share: the numbered operations, and how the host passes arguments to them. */
package bn.opencl.program;
