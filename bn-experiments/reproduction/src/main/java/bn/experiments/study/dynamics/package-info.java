/** What weight decay before batch norm does instead of regularizing: length and rotation of the weights (T10), beside the rates. */
package bn.experiments.study.dynamics;
