/** What batch normalization is, exactly: its gradient (T2), where its effective weights lie (T1), and the problem it solves (T7). */
package bn.experiments.study.identity;
