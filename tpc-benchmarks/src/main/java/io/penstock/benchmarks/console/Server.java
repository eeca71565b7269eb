package io.penstock.benchmarks.console;

import io.penstock.benchmarks.console.ToolException.Code;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Connects to the measured server; which driver does it, the URL says. */
public final class Server {
  private Server() {}

  /**
   * Opens a connection; the caller closes it.
   *
   * @throws ToolException with {@link Code#CONNECTION_FAILED}; the URL's password is not shown
   */
  public static Connection connect(String url) {
    try {
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw failure("connecting to " + withoutSecrets(url), e);
    }
  }

  /** A failure of the server outside the queries themselves. */
  public static ToolException failure(String attempt, SQLException e) {
    return new ToolException(
        Code.CONNECTION_FAILED, attempt + " failed: " + withoutSecrets("" + e.getMessage()), e);
  }

  private static String withoutSecrets(String text) {
    return text.replaceAll("(?i)\\b(password|token)=[^&;\\s]*", "$1=***");
  }
}
