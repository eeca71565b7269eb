package io.penstock.odbc;

/** Nobody is there any more to read an answer. Never leaves this package. */
final class ClientGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ClientGoneException() {
    super("the client has left", null, false, false);
  }
}
