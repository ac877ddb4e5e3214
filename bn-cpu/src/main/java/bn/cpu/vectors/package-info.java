/** Access to the JVM's Vector API, an incubator module, if it is available. */
package bn.cpu.vectors;
