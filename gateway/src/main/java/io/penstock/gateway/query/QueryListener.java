package io.penstock.gateway.query;

/** Is told of every query that has ended, once, on the thread that ended it; must be quick. */
public interface QueryListener {
  void ended(QueryRecord record);
}
