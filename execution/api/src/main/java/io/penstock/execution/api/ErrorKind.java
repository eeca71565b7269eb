package io.penstock.execution.api;

/** Who must act on an error. */
public enum ErrorKind {
  /** The author of the statement. */
  USER,
  /** The operator, by giving more memory, disk, time or slots; or the caller, by trying later. */
  RESOURCE,
  /** The owner of something outside, such as a table's storage. */
  EXTERNAL,
  /** Us: a fault of this program. */
  INTERNAL
}
