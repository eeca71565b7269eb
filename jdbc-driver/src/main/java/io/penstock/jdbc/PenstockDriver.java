package io.penstock.jdbc;

import io.penstock.jdbc.ConnectionOptions.Option;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.DriverVersion;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.UnregisteredDriver;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:penstock://host:port[/catalog[.schema]][?name=value&...]}; it
 * registers itself. Thread-safe. The names that a URL may have are those of {@link
 * #getPropertyInfo}.
 */
public final class PenstockDriver extends UnregisteredDriver {

  static final String PRODUCT = "Penstock";
  static final String NAME = "Penstock JDBC Driver";

  /** Held, because the JVM forgets the level of a logger that nobody holds. */
  private static final Logger CHANNEL_LOG = Logger.getLogger("io.grpc.internal.ManagedChannelImpl");

  static {
    // it warns of each host that it cannot find, which the SQLException says already
    if (CHANNEL_LOG.getLevel() == null) {
      CHANNEL_LOG.setLevel(Level.SEVERE);
    }
    try {
      DriverManager.registerDriver(new PenstockDriver());
    } catch (SQLException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * Connects and logs in.
   *
   * @return null if the URL is not one of this driver's
   * @throws SQLException with SQLSTATE 08001 if the URL is malformed or the server cannot be
   *     reached, 28000 if it refuses the credentials
   */
  @Override
  public @Nullable Connection connect(@Nullable String url, @Nullable Properties info)
      throws SQLException {
    if (url == null || !acceptsURL(url)) {
      return null;
    }
    Properties properties = info == null ? new Properties() : info;
    ConnectionOptions options = ConnectionOptions.parse(url, properties);
    return new FlightConnection(this, url, options, FlightSession.open(options, newAllocator()));
  }

  private static BufferAllocator newAllocator() throws SQLException {
    // in the shaded jar another class stands here, which needs no flag
    boolean flagNeeded = MemoryUtil.class.getName().startsWith("org.apache.arrow.");
    Module arrow = MemoryUtil.class.getModule();
    if (flagNeeded && !ByteBuffer.class.getModule().isOpen("java.nio", arrow)) {
      throw new SQLException(
          "Arrow may not use direct memory. Start the JVM with"
              + " --add-opens=java.base/java.nio=ALL-UNNAMED, or use the driver's shaded jar,"
              + " which needs no flag",
          "08001");
    }
    return new RootAllocator();
  }

  @Override
  public boolean acceptsURL(@Nullable String url) {
    return url != null && url.startsWith(ConnectionOptions.PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(@Nullable String url, @Nullable Properties info) {
    Option[] options = Option.values();
    DriverPropertyInfo[] described = new DriverPropertyInfo[options.length];
    for (int i = 0; i < options.length; i++) {
      String key = options[i].key();
      described[i] = new DriverPropertyInfo(key, info == null ? null : info.getProperty(key));
      described[i].description = options[i].meaning();
    }
    return described;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("io.penstock.jdbc");
  }

  @Override
  protected AvaticaFactory createFactory() {
    return new FlightFactory();
  }

  @Override
  protected DriverVersion createDriverVersion() {
    return DriverRelease.read().describe();
  }

  @Override
  protected String getConnectStringPrefix() {
    return ConnectionOptions.PREFIX;
  }

  @Override
  public Meta createMeta(AvaticaConnection connection) {
    return new NoMeta(connection);
  }
}
