package io.penstock.benchmarks.console;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on. It is shown as one line, without a stack trace. Code names
 * are those of the server's error codes where it has the condition; this module may not share its
 * classes.
 */
public final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Code {
    /** An option or argument that makes no sense. */
    INVALID_PARAMETER_VALUE,
    /** The disk has no room for the lake. */
    DISK_FULL,
    /** A folder or file may not be read or written. */
    STORAGE_ACCESS_DENIED,
    /** The disk failed otherwise. */
    STORAGE_UNAVAILABLE,
    /** The folder holds something that this tool did not make, or made otherwise. */
    LAKE_NOT_USABLE,
    /** A table that should be there is not. */
    TABLE_OR_VIEW_NOT_FOUND,
    /** The server cannot be reached, or refused the connection. */
    CONNECTION_FAILED,
    /** A measured process ended, or said something unexpected. */
    ENGINE_LOST,
    /** Stopped by the user. */
    INTERRUPTED
  }

  private final Code code;

  public ToolException(Code code, String message) {
    this(code, message, null);
  }

  public ToolException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }

  /** One line for a person: {@code [CODE] message}. */
  public String display() {
    return "[" + code + "] " + getMessage();
  }
}
