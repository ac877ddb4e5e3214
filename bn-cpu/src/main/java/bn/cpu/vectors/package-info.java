/** Whether and how the JVM's Vector API, an incubator module, can be used. */
package bn.cpu.vectors;
