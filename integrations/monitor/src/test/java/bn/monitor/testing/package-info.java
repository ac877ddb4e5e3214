/** What the tests of the listeners share. */
@org.jspecify.annotations.NullMarked
package bn.monitor.testing;
