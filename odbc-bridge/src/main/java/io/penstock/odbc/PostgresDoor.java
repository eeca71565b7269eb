package io.penstock.odbc;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.door.FrontDoor;
import io.penstock.gateway.door.House;
import io.penstock.odbc.wire.FrameDecoder;
import io.penstock.odbc.wire.Outbox;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL wire protocol: psql, psqlODBC, pgjdbc, and what is built on them. */
public final class PostgresDoor implements FrontDoor {
  private static final int MAX_CONNECTIONS = 500;

  /** More sockets than connections, so that a client can cancel when all are taken. */
  private static final int MAX_SOCKETS = 2 * MAX_CONNECTIONS;

  private static final Duration LOGIN_LIMIT = Duration.ofSeconds(30);
  private static final Duration IDLE_LIMIT = Duration.ofHours(8);
  private static final int EVENT_LOOPS = 2;
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  private final int maxConnections;
  private final Duration loginLimit;
  private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable EventLoopGroup loops;
  private @Nullable Connections connections;
  private @Nullable Channel listening;

  /** A door with the usual limits. */
  public PostgresDoor() {
    this(MAX_CONNECTIONS, LOGIN_LIMIT);
  }

  PostgresDoor(int maxConnections, Duration loginLimit) {
    this.maxConnections = maxConnections;
    this.loginLimit = loginLimit;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public int defaultPort() {
    return 15432;
  }

  @Override
  public int open(House house, int port) {
    Optional<SslContext> tls = house.listening().tls().map(PostgresDoor::context);
    EventLoopGroup group = new NioEventLoopGroup(EVENT_LOOPS, new Threads("postgres-loop"));
    Connections entered = new Connections(house, maxConnections);
    loops = group;
    connections = entered;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    admit(channel, entered, tls);
                  }
                });
    ChannelFuture bound = bootstrap.bind(house.listening().host(), port).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "The PostgreSQL door cannot listen on port "
              + port
              + ": it is taken. Choose another port with --pg-port (0 picks a free one).",
          bound.cause());
    }
    listening = bound.channel();
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  @Override
  public void close() {
    Channel server = listening;
    if (server != null) {
      listening = null;
      ChannelFuture unused = server.close().awaitUninterruptibly();
    }
    PenstockException reason =
        new PenstockException(ErrorCode.SHUTTING_DOWN, "The server is shutting down.");
    for (Channel client : clients) {
      Outbox last = new Outbox(client, () -> {});
      last.error(Notices.fatal(reason));
      last.flushAndClose();
    }
    Connections entered = connections;
    if (entered != null) {
      connections = null;
      entered.close();
    }
    EventLoopGroup group = loops;
    if (group != null) {
      loops = null;
      boolean unused =
          group
              .shutdownGracefully(0, 2, TimeUnit.SECONDS)
              .awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
  }

  /** How many clients there are. */
  int clientCount() {
    Connections entered = connections;
    return entered == null ? 0 : entered.count();
  }

  private void admit(SocketChannel channel, Connections entered, Optional<SslContext> tls) {
    if (clients.size() >= MAX_SOCKETS) {
      ChannelFuture unused = channel.close();
      return;
    }
    boolean unused = clients.add(channel);
    channel
        .pipeline()
        .addLast(new FrameDecoder())
        .addLast(new IdleStateHandler(0, 0, IDLE_LIMIT.toSeconds(), TimeUnit.SECONDS))
        .addLast(new ConnectionHandler(entered, tls, loginLimit));
  }

  private static SslContext context(House.Tls tls) {
    try {
      return SslContextBuilder.forServer(tls.certificate().toFile(), tls.key().toFile()).build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "The PostgreSQL door cannot read its certificate (tls.certificate) or its key (tls.key):"
              + " both have to be PEM files, the key in PKCS#8 without a password.",
          e);
    }
  }
}
