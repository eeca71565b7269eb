package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PreparedStatementTest extends DriverTestCase {

  private PreparedStatement prepare(Schema parameters) throws SQLException {
    server.parameterSchema = parameters;
    server.answer("q", Samples.NUMBERS, server.numbers(1, 3));
    return connection.prepareStatement("q");
  }

  private static Schema untyped(int count) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fields.add(Samples.field("?" + i, ArrowType.Null.INSTANCE));
    }
    return new Schema(fields);
  }

  @Test
  void describesItselfBeforeItRuns() throws SQLException {
    PreparedStatement statement =
        prepare(
            new Schema(
                List.of(
                    Samples.field("a", new ArrowType.Decimal(15, 2, 128)),
                    Samples.field("b", ArrowType.Utf8.INSTANCE),
                    Samples.field("c", ArrowType.Null.INSTANCE))));
    assertThat(statement.getMetaData().getColumnCount()).isEqualTo(1);
    assertThat(statement.getMetaData().getColumnTypeName(1)).isEqualTo("BIGINT");
    ParameterMetaData parameters = statement.getParameterMetaData();
    assertThat(parameters.getParameterCount()).isEqualTo(3);
    assertThat(parameters.getParameterType(1)).isEqualTo(Types.DECIMAL);
    assertThat(parameters.getPrecision(1)).isEqualTo(15);
    assertThat(parameters.getScale(1)).isEqualTo(2);
    assertThat(parameters.getParameterTypeName(2)).isEqualTo("STRING");
    assertThat(parameters.getParameterType(3)).isEqualTo(Types.OTHER);
  }

  @Test
  void sendsValuesInTheTypesThatTheServerAskedFor() throws SQLException {
    PreparedStatement statement = prepare(Samples.ALL_TYPES_FLAT);
    int i = 1;
    statement.setBoolean(i++, true);
    statement.setByte(i++, (byte) 1);
    statement.setShort(i++, (short) 2);
    statement.setString(i++, "3");
    statement.setInt(i++, 4);
    statement.setDouble(i++, 5.5);
    statement.setFloat(i++, 6.5f);
    statement.setBigDecimal(i++, new BigDecimal("7.5"));
    statement.setBigDecimal(i++, new BigDecimal("8"));
    statement.setString(i++, "neun");
    statement.setBytes(i++, new byte[] {10});
    statement.setDate(i++, Date.valueOf("2024-02-29"));
    statement.setTimestamp(i++, Timestamp.valueOf(Samples.MOMENT));
    statement.setTimestamp(i++, Timestamp.valueOf(Samples.MOMENT));
    try (ResultSet rows = statement.executeQuery()) {
      assertThat(rows.next()).isTrue();
    }
    assertThat(server.boundSchema.getFields()).isEqualTo(Samples.ALL_TYPES_FLAT.getFields());
    List<Object> bound = server.boundParameters.get(0);
    assertThat(bound.subList(0, 7)).containsExactly(true, (byte) 1, (short) 2, 3, 4L, 5.5f, 6.5);
    assertThat(bound.get(7)).isEqualTo(new BigDecimal("7.50"));
    assertThat(bound.get(9)).isEqualTo(new Text("neun"));
    assertThat(bound.get(10)).isEqualTo(new byte[] {10});
    assertThat(bound.get(11)).isEqualTo((int) LocalDate.of(2024, 2, 29).toEpochDay());
    assertThat(bound.get(12)).isEqualTo(Timestamp.valueOf(Samples.MOMENT).getTime() * 1000 + 456);
    assertThat(bound.get(13)).isEqualTo(Samples.MOMENT);
  }

  @Test
  void sendsValuesInTheirOwnTypesWhereTheServerAsksForNone() throws SQLException {
    PreparedStatement statement = prepare(untyped(6));
    statement.setLong(1, 1L);
    statement.setObject(2, new BigDecimal("1.23"));
    statement.setObject(3, LocalDateTime.of(2024, 1, 2, 3, 4, 5));
    statement.setObject(4, "12", Types.INTEGER);
    statement.setNull(5, Types.VARCHAR);
    statement.setString(6, "x");
    statement.executeQuery().close();
    assertThat(server.boundParameters.get(0))
        .containsExactly(
            1L,
            new BigDecimal("1.23"),
            LocalDateTime.of(2024, 1, 2, 3, 4, 5),
            12,
            null,
            new Text("x"));
  }

  @Test
  void neverRoundsAValueToFitTheAskedType() throws SQLException {
    PreparedStatement statement =
        prepare(
            new Schema(
                List.of(
                    Samples.field("d", new ArrowType.Decimal(15, 2, 128)),
                    Samples.field("i", Samples.INT))));
    statement.setBigDecimal(1, new BigDecimal("0.055"));
    statement.setBigDecimal(2, new BigDecimal("1.5"));
    statement.executeQuery().close();
    assertThat(server.boundParameters.get(0))
        .containsExactly(new BigDecimal("0.055"), new BigDecimal("1.5"));
  }

  @Test
  void runsAgainWithOtherValues() throws SQLException {
    PreparedStatement statement = prepare(untyped(1));
    for (int i = 0; i < 3; i++) {
      statement.setInt(1, i);
      statement.executeQuery().next();
      assertThat(server.boundParameters.get(0)).containsExactly(i);
    }
    statement.close();
    assertThat(server.openPrepared).hasValue(0);
  }

  @Test
  void runsUpdatesAndBatches() throws SQLException {
    server.update("u", 5);
    server.parameterSchema = untyped(1);
    PreparedStatement statement = connection.prepareStatement("u");
    assertThat(statement.getMetaData()).isNull();
    statement.setString(1, "a");
    assertThat(statement.executeUpdate()).isEqualTo(5);
    assertThat(statement.execute()).isFalse();
    assertThat(statement.getUpdateCount()).isEqualTo(5);
    statement.addBatch();
    statement.setString(1, "b");
    statement.addBatch();
    assertThat(statement.executeBatch()).containsExactly(5, 5);
    assertThat(server.boundParameters.get(0)).containsExactly(new Text("b"));
    assertThatThrownBy(statement::executeQuery).hasMessageContaining("no result set");
  }

  @Test
  void saysWhichParameterIsWrong() throws SQLException {
    PreparedStatement statement =
        prepare(
            new Schema(List.of(Samples.field("i", Samples.INT), Samples.field("j", Samples.INT))));
    assertThatThrownBy(() -> statement.setInt(3, 1))
        .hasMessage("There is no parameter 3: the statement has 2");
    statement.setString(1, "ten");
    assertThatThrownBy(statement::executeQuery).hasMessage("Parameter 2 is not set");
    statement.setInt(2, 1);
    assertThatThrownBy(statement::executeQuery)
        .hasMessageContaining("Parameter 1 (String) cannot be sent as Int(32, true)");
    assertThatThrownBy(() -> statement.setObject(1, "x".getBytes(StandardCharsets.UTF_8), 4))
        .isInstanceOf(SQLException.class);
  }
}
