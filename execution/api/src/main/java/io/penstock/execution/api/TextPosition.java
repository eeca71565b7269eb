package io.penstock.execution.api;

/** A place in a statement's text; line and column count from 1, columns in UTF-16 units. */
public record TextPosition(int line, int column) {
  public TextPosition {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1");
    }
  }
}
