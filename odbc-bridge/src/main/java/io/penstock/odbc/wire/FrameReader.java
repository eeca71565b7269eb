package io.penstock.odbc.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a message's body. Every method fails with SQLSTATE 08P01 if the body is too short, and with
 * 22021 if a text is not UTF-8.
 */
public final class FrameReader {
  private final ByteBuffer body;

  FrameReader(ByteBuffer body) {
    this.body = body;
  }

  /** A signed byte as a letter. */
  public char letter() {
    need(1);
    return (char) (body.get() & 0xff);
  }

  /** A 16-bit count; the protocol's are unsigned. */
  public int count() {
    need(2);
    return body.getShort() & 0xffff;
  }

  /** A 32-bit number. */
  public int number() {
    need(4);
    return body.getInt();
  }

  /** A text that a zero byte ends. */
  public String text() {
    for (int end = body.position(); end < body.limit(); end++) {
      if (body.get(end) == 0) {
        ByteBuffer bytes = body.slice(body.position(), end - body.position());
        body.position(end + 1);
        return decode(bytes);
      }
    }
    throw Violation.malformed("a text has no end");
  }

  /** A value with its length before it; null for length -1. */
  public @Nullable ByteBuffer value() {
    int length = number();
    if (length == -1) {
      return null;
    }
    if (length < 0) {
      throw Violation.malformed("a value has length " + length);
    }
    need(length);
    ByteBuffer bytes = body.slice(body.position(), length);
    body.position(body.position() + length);
    return bytes;
  }

  public boolean isAtEnd() {
    return !body.hasRemaining();
  }

  /** Fails if there is more than was read. */
  public void end() {
    if (body.hasRemaining()) {
      throw Violation.malformed(body.remaining() + " bytes too many");
    }
  }

  /** Strict UTF-8 without NUL. */
  public static String decode(ByteBuffer bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(bytes.duplicate())
              .toString();
      if (text.indexOf('\0') >= 0) {
        throw notText("holds a NUL character");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw notText("is not UTF-8");
    }
  }

  private static RuntimeException notText(String what) {
    return Violation.of(
        "22021", "CHARACTER_NOT_IN_REPERTOIRE", "A text of this message " + what + ".");
  }

  private void need(int bytes) {
    if (body.remaining() < bytes) {
      throw Violation.malformed("it ends too early");
    }
  }
}
