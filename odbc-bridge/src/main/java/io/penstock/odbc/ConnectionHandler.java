package io.penstock.odbc;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import io.penstock.execution.api.PenstockException;
import io.penstock.odbc.wire.FatalException;
import io.penstock.odbc.wire.Frame;
import io.penstock.odbc.wire.FrameDecoder;
import io.penstock.odbc.wire.FrameReader;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.Violation;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection's side on the event loop: encryption, the startup message, cancel requests; all else
 * goes to its {@link Connection}. Never blocks.
 */
final class ConnectionHandler extends SimpleChannelInboundHandler<Frame> {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);
  private static final long TOUCH_SECONDS = 20;

  private final Connections connections;
  private final Optional<SslContext> tls;
  private final Duration loginLimit;
  private boolean askedForTls;
  private boolean askedForGss;
  private @Nullable Future<?> loginEnd;
  private @Nullable Future<?> touching;
  private @Nullable Connection connection;

  ConnectionHandler(Connections connections, Optional<SslContext> tls, Duration loginLimit) {
    this.connections = connections;
    this.tls = tls;
    this.loginLimit = loginLimit;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    loginEnd =
        context
            .executor()
            .schedule(() -> endLogin(context), loginLimit.toMillis(), TimeUnit.MILLISECONDS);
    touching =
        context
            .executor()
            .scheduleAtFixedRate(this::touch, TOUCH_SECONDS, TOUCH_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, Frame frame) {
    Connection current = connection;
    if (current != null) {
      current.receive(frame);
      return;
    }
    FrameReader reader = frame.reader();
    int code = reader.number();
    switch (code) {
      case FrameDecoder.SSL_REQUEST -> encrypt(context);
      case FrameDecoder.GSS_REQUEST -> refuseGss(context);
      case FrameDecoder.CANCEL_REQUEST -> {
        connections.cancel(new Connection.Key(reader.number(), reader.number()));
        ChannelFuture unused = context.close();
      }
      default -> start(context, frame);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop(loginEnd);
    stop(touching);
    Connection current = connection;
    if (current != null) {
      current.left();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    Connection current = connection;
    if (current != null) {
      current.wake();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    Connection current = connection;
    if (event instanceof IdleStateEvent && (current == null || current.isIdle())) {
      fail(
          context,
          Violation.of("57P05", "SESSION_NOT_FOUND", "The connection was unused for too long."));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable error) {
    Throwable cause = error.getCause() instanceof FatalException ? error.getCause() : error;
    if (cause instanceof FatalException fatal) {
      fail(context, fatal.told());
    } else if (cause instanceof PenstockException told) {
      fail(context, told);
    } else {
      boolean usual = cause instanceof IOException || cause.getCause() instanceof IOException;
      if (usual) {
        LOG.debug("a connection broke: {}", cause.getMessage());
      } else {
        LOG.warn("a connection failed", cause);
      }
      ChannelFuture unused = context.close();
    }
  }

  private void encrypt(ChannelHandlerContext context) {
    if (askedForTls) {
      throw new FatalException(
          Violation.PROTOCOL, "PROTOCOL_VIOLATION", "Encryption was asked for twice.");
    }
    askedForTls = true;
    reply(context, tls.isPresent() ? 'S' : 'N');
    tls.ifPresent(keys -> context.pipeline().addFirst(keys.newHandler(context.alloc())));
  }

  private void refuseGss(ChannelHandlerContext context) {
    if (askedForGss) {
      throw new FatalException(
          Violation.PROTOCOL, "PROTOCOL_VIOLATION", "GSSAPI was asked for twice.");
    }
    askedForGss = true;
    reply(context, 'N');
  }

  private static void reply(ChannelHandlerContext context, char letter) {
    ChannelFuture unused =
        context.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {(byte) letter}));
  }

  private void start(ChannelHandlerContext context, Frame frame) {
    Startup startup = Startup.read(frame.reader());
    if (startup.major() != 3) {
      throw new FatalException(
          Violation.unsupported(
              "Version "
                  + startup.major()
                  + " of the protocol is not supported, or this is not a PostgreSQL client."));
    }
    boolean encrypted = context.pipeline().get(SslHandler.class) != null;
    Connection entered =
        connections.enter(context.channel(), startup, encrypted || isLocal(context));
    connection = entered;
    entered.receive(frame);
  }

  private static boolean isLocal(ChannelHandlerContext context) {
    SocketAddress address = context.channel().remoteAddress();
    return address instanceof InetSocketAddress internet
        && internet.getAddress().isLoopbackAddress();
  }

  private void endLogin(ChannelHandlerContext context) {
    Connection current = connection;
    if (current == null || !current.isLoggedIn()) {
      fail(
          context,
          Violation.of("08006", "LOGIN_TIMEOUT", "The login took too long and was given up."));
    }
  }

  private void touch() {
    Connection current = connection;
    if (current != null) {
      current.touch();
    }
  }

  private static void stop(@Nullable Future<?> task) {
    if (task != null) {
      boolean unused = task.cancel(false);
    }
  }

  /** Tells why, and closes. */
  static void fail(ChannelHandlerContext context, PenstockException e) {
    Outbox last = new Outbox(context.channel(), () -> {});
    last.error(Notices.fatal(e));
    last.flushAndClose();
  }
}
