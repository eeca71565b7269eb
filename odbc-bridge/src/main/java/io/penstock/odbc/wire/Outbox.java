package io.penstock.odbc.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way to a client. They are collected and sent in pieces; a piece waits until the
 * client has taken the ones before, so a slow client costs little memory. Used by one thread at a
 * time, which may be blocked; {@link #wake} comes from any.
 */
public final class Outbox {
  /** A client that takes nothing for so long is gone. */
  private static final Duration CLIENT_IDLE_LIMIT = Duration.ofMinutes(10);

  private static final int PIECE_BYTES = 64 * 1024;

  private final Channel channel;
  private final Runnable checkGoesOn;
  private final Object writable = new Object();
  private @Nullable ByteBuf piece;
  private int lengthAt;
  private boolean begun;

  /**
   * @param checkGoesOn throws if the wait for the client is to end
   */
  public Outbox(Channel channel, Runnable checkGoesOn) {
    this.channel = channel;
    this.checkGoesOn = checkGoesOn;
  }

  /** The client has taken something, or there is a reason to stop waiting for it. */
  public void wake() {
    synchronized (writable) {
      writable.notifyAll();
    }
  }

  /** Begins a message; its body is written to what this returns. */
  public ByteBuf begin(char type) {
    ByteBuf out = piece;
    if (out == null) {
      out = channel.alloc().buffer(PIECE_BYTES);
      piece = out;
    }
    out.writeByte(type);
    lengthAt = out.writerIndex();
    begun = true;
    return out.writeInt(0);
  }

  /** Ends the message that was begun. */
  public void end() {
    ByteBuf out = piece;
    if (out == null) {
      throw new IllegalStateException("no message was begun");
    }
    out.setInt(lengthAt, out.writerIndex() - lengthAt);
    begun = false;
  }

  /** Takes back a message that was begun and not ended. */
  public void abort() {
    ByteBuf out = piece;
    if (out != null && begun) {
      begun = false;
      out.writerIndex(lengthAt - 1);
    }
  }

  /** Sends what was collected if it is much, and then waits for the client. */
  public void flushIfFull() {
    ByteBuf out = piece;
    if (out != null && out.readableBytes() >= PIECE_BYTES) {
      flush();
      awaitWritable();
    }
  }

  /** Sends what was collected. */
  public void flush() {
    ByteBuf out = piece;
    if (out != null) {
      piece = null;
      ChannelFuture unused = channel.writeAndFlush(out);
    }
  }

  /** Sends what was collected and closes the connection. */
  public void flushAndClose() {
    ByteBuf out = piece;
    piece = null;
    ChannelFuture unused =
        channel
            .writeAndFlush(out == null ? channel.alloc().buffer(0) : out)
            .addListener(ChannelFutureListener.CLOSE);
  }

  /** Throws away what was collected. */
  public void discard() {
    ByteBuf out = piece;
    if (out != null) {
      piece = null;
      out.release();
    }
  }

  /** A message without a body. */
  public void bare(char type) {
    begin(type);
    end();
  }

  /** Authentication: 0 is OK, 3 asks for the password. */
  public void authentication(int kind) {
    begin('R').writeInt(kind);
    end();
  }

  public void negotiateProtocol(int newest, List<String> unknownOptions) {
    ByteBuf out = begin('v').writeInt(newest).writeInt(unknownOptions.size());
    unknownOptions.forEach(option -> text(out, option));
    end();
  }

  public void parameterStatus(Map.Entry<String, String> parameter) {
    ByteBuf out = begin('S');
    text(out, parameter.getKey());
    text(out, parameter.getValue());
    end();
  }

  public void keyData(int process, int secret) {
    begin('K').writeInt(process).writeInt(secret);
    end();
  }

  /** The client's turn: I outside a transaction, T inside, E in a failed one. */
  public void ready(char transaction) {
    begin('Z').writeByte(transaction);
    end();
  }

  public void commandComplete(String tag) {
    text(begin('C'), tag);
    end();
  }

  public void parameters(List<Integer> oids) {
    ByteBuf out = begin('t').writeShort(oids.size());
    oids.forEach(out::writeInt);
    end();
  }

  /** The columns of the rows that follow; their table is unknown. */
  public void rowDescription(List<ResultColumn> columns) {
    ByteBuf out = begin('T').writeShort(columns.size());
    for (ResultColumn column : columns) {
      text(out, column.name().replace('\0', ' '));
      out.writeInt(0).writeShort(0);
      out.writeInt(column.type()).writeShort(column.length());
      out.writeInt(column.modifier()).writeShort(column.binary() ? 1 : 0);
    }
    end();
  }

  public void error(Notice error) {
    notice('E', error);
  }

  public void warning(Notice warning) {
    notice('N', warning);
  }

  private void notice(char type, Notice notice) {
    ByteBuf out = begin(type);
    field(out, 'S', notice.severity());
    field(out, 'V', notice.severity());
    field(out, 'C', notice.sqlState());
    field(out, 'M', notice.message().replace('\0', ' '));
    notice.detail().ifPresent(detail -> field(out, 'D', detail));
    notice.position().ifPresent(at -> field(out, 'P', Integer.toString(at)));
    out.writeByte(0);
    end();
  }

  private static void field(ByteBuf out, char name, String value) {
    out.writeByte(name);
    text(out, value);
  }

  private static void text(ByteBuf out, String text) {
    ByteBufUtil.writeUtf8(out, text);
    out.writeByte(0);
  }

  private void awaitWritable() {
    long end = System.nanoTime() + CLIENT_IDLE_LIMIT.toNanos();
    synchronized (writable) {
      checkGoesOn.run();
      while (!channel.isWritable()) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new FatalException(
              new PenstockException(
                  ErrorCode.RESULT_ABANDONED,
                  "Nobody read the result for " + CLIENT_IDLE_LIMIT.toMinutes() + " minutes."));
        }
        try {
          writable.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new FatalException(
              new PenstockException(ErrorCode.SHUTTING_DOWN, "The server is shutting down.", e));
        }
        checkGoesOn.run();
      }
    }
  }
}
