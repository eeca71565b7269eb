package io.penstock.planner.classify;

/** What EXPLAIN tells of a plan besides the operators. */
public enum ExplainMode {
  SIMPLE,
  /** Every operator's columns with their types. */
  EXTENDED,
  /** The tree by itself, and what each operator does below it. */
  FORMATTED,
  /** Every operator's estimated rows. */
  COST
}
