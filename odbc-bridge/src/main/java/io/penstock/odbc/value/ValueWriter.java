package io.penstock.odbc.value;

import io.netty.buffer.ByteBuf;

/** Writes the values of one column in one format. */
@FunctionalInterface
public interface ValueWriter {
  /**
   * Writes a value without its length.
   *
   * @param row of a value that is not null
   */
  void write(int row, ByteBuf out);
}
