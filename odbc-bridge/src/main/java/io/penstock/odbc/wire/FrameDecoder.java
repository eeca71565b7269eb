package io.penstock.odbc.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Cuts a connection's bytes into frames. Until a client has logged in its messages must be short.
 * After a length that cannot be, it reads nothing any more.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
  /** Codes that stand where a startup message has its version. */
  public static final int CANCEL_REQUEST = 80877102;

  public static final int SSL_REQUEST = 80877103;
  public static final int GSS_REQUEST = 80877104;

  private static final int MAX_STARTUP = 10_000;
  private static final int MAX_LOGIN = 64 * 1024;
  private static final int MAX_MESSAGE = 16 * 1024 * 1024;

  private enum Phase {
    STARTUP,
    LOGIN,
    OPEN,
    BROKEN
  }

  private volatile Phase phase = Phase.STARTUP;

  /** The client has logged in. From any thread. */
  public void loggedIn() {
    phase = Phase.OPEN;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    switch (phase) {
      case STARTUP -> startup(in, out);
      case LOGIN -> typed(in, out, MAX_LOGIN);
      case OPEN -> typed(in, out, MAX_MESSAGE);
      case BROKEN -> in.skipBytes(in.readableBytes());
    }
  }

  private void startup(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < 4) {
      return;
    }
    int length = in.getInt(in.readerIndex());
    if (length < 8 || length > MAX_STARTUP) {
      throw broken("The startup packet has an impossible length. Is this a PostgreSQL client?");
    }
    if (in.readableBytes() < length) {
      return;
    }
    int code = in.getInt(in.readerIndex() + 4);
    Frame frame = frame(Frame.STARTUP, in.skipBytes(4), length - 4);
    boolean asksForEncryption = code == SSL_REQUEST || code == GSS_REQUEST;
    if (asksForEncryption && in.isReadable()) {
      // What came before the encryption must not count as if it came under it.
      throw broken("There is unencrypted data after a request for encryption.");
    }
    if (!asksForEncryption && code != CANCEL_REQUEST) {
      phase = Phase.LOGIN;
    }
    out.add(frame);
  }

  private void typed(ByteBuf in, List<Object> out, int limit) {
    if (in.readableBytes() < 5) {
      return;
    }
    int length = in.getInt(in.readerIndex() + 1);
    if (length < 4 || length > limit) {
      throw broken(
          "A message has the length "
              + (length & 0xffffffffL)
              + "; at most "
              + limit
              + " bytes are allowed here.");
    }
    if (in.readableBytes() < length + 1) {
      return;
    }
    char type = (char) in.readUnsignedByte();
    out.add(frame(type, in.skipBytes(4), length - 4));
  }

  private static Frame frame(char type, ByteBuf in, int size) {
    ByteBuffer body = ByteBuffer.allocate(size);
    in.readBytes(body);
    return new Frame(type, body.flip());
  }

  private FatalException broken(String message) {
    phase = Phase.BROKEN;
    return new FatalException(Violation.PROTOCOL, "PROTOCOL_VIOLATION", message);
  }
}
