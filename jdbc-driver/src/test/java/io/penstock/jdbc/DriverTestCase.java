package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fake server, a connection to it, and the check that no buffer is left. */
abstract class DriverTestCase {

  FakeServer server;
  RootAllocator driverAllocator;
  FlightConnection connection;

  @BeforeEach
  void open() throws Exception {
    server = new FakeServer();
    connection = connect("");
  }

  FlightConnection connect(String more) throws SQLException {
    driverAllocator = new RootAllocator();
    String url = server.url() + more;
    ConnectionOptions options = ConnectionOptions.parse(url, new Properties());
    return new FlightConnection(
        new PenstockDriver(), url, options, FlightSession.open(options, unclosed(driverAllocator)));
  }

  /** The session closes what it is given; this leaves the root open for a look at it. */
  private static org.apache.arrow.memory.BufferAllocator unclosed(RootAllocator root) {
    return root.newChildAllocator("driver", 0, Long.MAX_VALUE);
  }

  @AfterEach
  void closeAndCheckThatNothingLeaked() throws Exception {
    ((Connection) connection).close();
    assertThat(driverAllocator.getChildAllocators())
        .as("the session's allocator closed, which it does only when all buffers are free")
        .isEmpty();
    driverAllocator.close();
    server.close();
  }
}
