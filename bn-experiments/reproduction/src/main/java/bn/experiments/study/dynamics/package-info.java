/** What weight decay before batch norm does instead of regularizing: length and rotation of the weights (T10), and the rates. */
package bn.experiments.study.dynamics;
