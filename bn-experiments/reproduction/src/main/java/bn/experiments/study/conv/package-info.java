/** What batch normalization is in networks of convolutions, exactly: T1 to T3 on patches (T12), and the balance of streams (T13). */
package bn.experiments.study.conv;
