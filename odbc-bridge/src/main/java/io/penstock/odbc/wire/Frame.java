package io.penstock.odbc.wire;

import java.nio.ByteBuffer;

/** One message of a client, whole. Immutable; every reader starts at its beginning. */
public final class Frame {
  /** The type of the packets that a connection begins with: they have no type byte. */
  public static final char STARTUP = '\0';

  private final char type;
  private final ByteBuffer body;

  /**
   * @param body given: nobody changes it any more
   */
  public Frame(char type, ByteBuffer body) {
    this.type = type;
    this.body = body.asReadOnlyBuffer();
  }

  public char type() {
    return type;
  }

  /** Bytes of the body. */
  public int size() {
    return body.remaining();
  }

  /** Reads the body. */
  public FrameReader reader() {
    return new FrameReader(body.duplicate());
  }
}
