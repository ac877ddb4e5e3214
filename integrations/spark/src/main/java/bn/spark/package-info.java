/** Moments, rates of networks and studies on Apache Spark. */
package bn.spark;
