package io.penstock.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A stranger's program: JDBC and nothing else. Arguments: URL. */
public final class ShadedClient {

  private ShadedClient() {}

  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection(args[0])) {
      System.out.println("driver " + connection.getMetaData().getDriverName());
      long sum = 0;
      try (ResultSet rows = connection.createStatement().executeQuery("numbers")) {
        while (rows.next()) {
          sum += rows.getLong("n");
        }
      }
      System.out.println("sum " + sum);
      try (PreparedStatement statement = connection.prepareStatement("all")) {
        statement.setInt(1, 5);
        ResultSet row = statement.executeQuery();
        row.next();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          System.out.println(row.getMetaData().getColumnName(i) + " " + row.getString(i));
        }
      }
      try {
        connection.createStatement().executeQuery("bad");
      } catch (SQLException e) {
        System.out.println("error " + e.getSQLState() + " " + e.getMessage());
      }
      connection.createStatement().executeQuery("endless").next();
    }
  }
}
