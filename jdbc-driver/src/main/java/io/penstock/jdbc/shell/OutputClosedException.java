package io.penstock.jdbc.shell;

/** The program that read our output has gone. */
final class OutputClosedException extends Exception {

  private static final long serialVersionUID = 1L;

  OutputClosedException() {
    super("the output was closed");
  }
}
