package io.penstock.benchmarks.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class RowReaderTest {
  @Test
  void countsRowsAndTheBytesOfTheirValues() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      assertThat(
              RowReader.readAll(
                  connection,
                  "select 1::bigint, 2::int, 3::decimal(15,2), 'four', date '2026-01-05', null::varchar"
                      + " from range(10)"))
          .isEqualTo(new RowReader.Volume(10, 10 * (8 + 4 + 16 + 4 + 4)));
    }
  }

  @Test
  void stopsWhereItIsTold() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("from range(10)")) {
      RowReader reader = new RowReader(result);
      assertThat(reader.read(3).rows()).isEqualTo(3);
      assertThat(reader.read(3).rows()).isEqualTo(6);
      assertThat(reader.read(100).rows()).isEqualTo(10);
    }
  }
}
