package io.penstock.planner.parser;

/**
 * A construct of Spark's grammar that has no plan.
 *
 * @param token index of the token where it begins
 * @param what in the author's terms
 */
record Refusal(int token, String what) {}
