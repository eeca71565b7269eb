package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.Map;
import java.util.TimeZone;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TypesTest extends DriverTestCase {

  private VectorSchemaRoot sample;
  private Statement statement;
  private ResultSet row;

  @BeforeEach
  void query() throws Exception {
    sample = Samples.allTypes(server.allocator);
    server.answer("all", sample);
    statement = connection.createStatement();
    row = statement.executeQuery("all");
    assertThat(row.next()).isTrue();
  }

  @AfterEach
  void freeSample() {
    sample.close();
  }

  @Test
  void readsNumbersAsEveryNumber() throws SQLException {
    assertThat(row.getByte("int8")).isEqualTo((byte) -8);
    assertThat(row.getShort("int16")).isEqualTo((short) 1600);
    assertThat(row.getInt("int32")).isEqualTo(-320_000);
    assertThat(row.getLong("INT64")).isEqualTo(6_400_000_000L);
    assertThat(row.getDouble("int32")).isEqualTo(-320_000d);
    assertThat(row.getBigDecimal("int64")).isEqualTo("6400000000");
    assertThat(row.getString("int8")).isEqualTo("-8");
    assertThat(row.getBoolean("int8")).isTrue();
    assertThat(row.getObject("int8")).isEqualTo(-8);
    assertThat(row.getObject("int16")).isEqualTo(1600);
    assertThat(row.getObject("int32")).isEqualTo(-320_000);
    assertThat(row.getObject("int64")).isEqualTo(6_400_000_000L);
    assertThat(row.getObject("int64", BigDecimal.class)).isEqualTo("6400000000");
    assertThat(row.getObject("int32", Long.class)).isEqualTo(-320_000L);
    assertThat(row.getFloat("float4")).isEqualTo(1.1f);
    assertThat(row.getObject("float4")).isEqualTo(1.1f);
    assertThat(row.getString("float4")).isEqualTo("1.1");
    assertThat(row.getDouble("float8")).isEqualTo(2.5);
    assertThat(row.getInt("float8")).isEqualTo(2);
    assertThat(row.getBoolean("bool")).isTrue();
    assertThat(row.getObject("bool")).isEqualTo(true);
    assertThat(row.getInt("bool")).isEqualTo(1);
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    assertThatThrownBy(() -> row.getInt("int64"))
        .hasMessageContaining("6400000000 of column int64 is out of range for int")
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("22003");
    assertThatThrownBy(() -> row.getLong("dec38")).hasMessageContaining("out of range");
    assertThatThrownBy(() -> row.getDate("int64"))
        .hasMessage("Column int64 of type BIGINT cannot be read as date");
  }

  @Test
  void readsDecimalsExactly() throws SQLException {
    assertThat(row.getBigDecimal("dec")).isEqualTo("-12345.67");
    assertThat(row.getObject("dec")).isEqualTo(new BigDecimal("-12345.67"));
    assertThat(row.getString("dec")).isEqualTo("-12345.67");
    assertThat(row.getLong("dec")).isEqualTo(-12345);
    assertThat(row.getDouble("dec")).isEqualTo(-12345.67);
    assertThat(row.getBigDecimal("dec38")).isEqualTo("-1234567890123456789012345678.0123456789");
  }

  @Test
  void readsTextAndBytes() throws SQLException {
    assertThat(row.getString("text")).isEqualTo("grün 水");
    assertThat(row.getObject("text", String.class)).isEqualTo("grün 水");
    assertThat(row.getBytes("bin")).isEqualTo(new byte[] {(byte) 0xCA, (byte) 0xFE});
    assertThat(row.getString("bin")).isEqualTo("CAFE");
    assertThatThrownBy(() -> row.getInt("text")).hasMessageContaining("cannot be read as decimal");
  }

  @Test
  void readsDatesAsTheSameDayInEveryZone() throws SQLException {
    assertThat(row.getDate("day")).isEqualTo(Date.valueOf("1998-12-01"));
    assertThat(row.getObject("day")).isEqualTo(Date.valueOf("1998-12-01"));
    assertThat(row.getString("day")).isEqualTo("1998-12-01");
    assertThat(row.getObject("day", LocalDate.class)).isEqualTo("1998-12-01");
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertThat(Instant.ofEpochMilli(row.getDate("day", tokyo).getTime()))
        .isEqualTo(Instant.parse("1998-11-30T15:00:00Z"));
  }

  @Test
  void readsTimestampsAsInstants() throws SQLException {
    Instant instant = Samples.MOMENT.toInstant(ZoneOffset.UTC);
    assertThat(row.getTimestamp("ts")).isEqualTo(Timestamp.from(instant));
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertThat(row.getTimestamp("ts", tokyo)).isEqualTo(Timestamp.from(instant));
    assertThat(row.getObject("ts")).isEqualTo(Timestamp.from(instant));
    assertThat(row.getObject("ts", Instant.class)).isEqualTo(instant);
    assertThat(row.getObject("ts", OffsetDateTime.class))
        .isEqualTo(OffsetDateTime.parse("2024-07-05T06:11:12.123456-04:00"));
    assertThat(row.getObject("ts", LocalDateTime.class)).isEqualTo("2024-07-05T06:11:12.123456");
    assertThat(row.getString("ts")).isEqualTo("2024-07-05 06:11:12.123456");
  }

  @Test
  void readsTimestampsWithoutZoneAsTheyAreWritten() throws SQLException {
    assertThat(row.getTimestamp("ntz")).isEqualTo(Timestamp.valueOf(Samples.MOMENT));
    assertThat(row.getObject("ntz", LocalDateTime.class)).isEqualTo(Samples.MOMENT);
    assertThat(row.getString("ntz")).isEqualTo("2024-07-05 10:11:12.123456");
    assertThat(row.getObject("ntz", Instant.class))
        .isEqualTo(Samples.MOMENT.atZone(ZoneId.systemDefault()).toInstant());
    Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
    assertThat(row.getTimestamp("ntz", tokyo).toInstant())
        .isEqualTo(Samples.MOMENT.toInstant(ZoneOffset.ofHours(9)));
  }

  @Test
  void readsNestedValues() throws SQLException {
    Array list = row.getArray("list");
    assertThat((Object[]) list.getArray()).containsExactly(1, null, 3);
    assertThat(list.getBaseType()).isEqualTo(Types.INTEGER);
    assertThat(row.getString("list")).isEqualTo("[1,null,3]");
    assertThat(row.getObject("list")).hasToString("[1,null,3]");
    Struct struct = (Struct) row.getObject("struct");
    assertThat(struct.getAttributes()).containsExactly(7, "say \"x\"");
    assertThat(row.getString("struct")).isEqualTo("{\"a\":7,\"b\":\"say \\\"x\\\"\"}");
    assertThat(row.getObject("map")).isEqualTo(Map.of("k", 9));
    assertThat(row.getString("map")).isEqualTo("{\"k\":9}");
  }

  @Test
  void readsIntervals() throws SQLException {
    assertThat(row.getObject("months")).isEqualTo(Period.of(1, 2, 0));
    assertThat(row.getString("months")).isEqualTo("INTERVAL '1-2' YEAR TO MONTH");
    assertThat(row.getObject("span")).isEqualTo(Duration.ofMillis(93_784_500));
    assertThat(row.getString("span")).isEqualTo("INTERVAL '1 02:03:04.5' DAY TO SECOND");
    assertThat(row.getObject("nothing")).isNull();
  }

  @Test
  void tellsNullsFromZeros() throws SQLException {
    assertThat(row.next()).isTrue();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      Object value = row.getObject(i);
      boolean nullable = columns.isNullable(i) == ResultSetMetaData.columnNullable;
      assertThat(value == null).as(columns.getColumnName(i)).isEqualTo(nullable);
      assertThat(row.wasNull()).isEqualTo(nullable);
      assertThat(row.getString(i) == null).isEqualTo(nullable);
    }
    assertThat(row.getInt("int32")).isZero();
    assertThat(row.wasNull()).isTrue();
    assertThat(row.getLong("int64")).isZero();
    assertThat(row.wasNull()).isFalse();
    assertThat(row.getObject("int32", Integer.class)).isNull();
    assertThat(row.getBigDecimal("dec")).isNull();
    assertThat(row.getTimestamp("ts")).isNull();
    assertThat(row.getObject("ts", OffsetDateTime.class)).isNull();
    assertThat(row.next()).isFalse();
    assertThat(row.next()).isFalse();
    assertThatThrownBy(() -> row.getInt(1)).hasMessageContaining("No current row");
  }

  @Test
  void describesColumns() throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    assertColumn(columns, "bool", Types.BOOLEAN, "BOOLEAN", Boolean.class);
    assertColumn(columns, "int8", Types.TINYINT, "TINYINT", Integer.class);
    assertColumn(columns, "int16", Types.SMALLINT, "SMALLINT", Integer.class);
    assertColumn(columns, "int32", Types.INTEGER, "INT", Integer.class);
    assertColumn(columns, "int64", Types.BIGINT, "BIGINT", Long.class);
    assertColumn(columns, "float4", Types.REAL, "FLOAT", Float.class);
    assertColumn(columns, "float8", Types.DOUBLE, "DOUBLE", Double.class);
    assertColumn(columns, "dec", Types.DECIMAL, "DECIMAL", BigDecimal.class);
    assertColumn(columns, "text", Types.VARCHAR, "STRING", String.class);
    assertColumn(columns, "bin", Types.VARBINARY, "BINARY", byte[].class);
    assertColumn(columns, "day", Types.DATE, "DATE", Date.class);
    assertColumn(columns, "ts", Types.TIMESTAMP, "TIMESTAMP", Timestamp.class);
    assertColumn(columns, "ntz", Types.TIMESTAMP, "TIMESTAMP_NTZ", Timestamp.class);
    assertColumn(columns, "list", Types.ARRAY, "ARRAY<INT>", Array.class);
    assertColumn(columns, "struct", Types.STRUCT, "STRUCT<a:INT,b:STRING>", Struct.class);
    assertColumn(columns, "map", Types.JAVA_OBJECT, "MAP<STRING,INT>", Map.class);
    int dec = row.findColumn("dec");
    assertThat(columns.getPrecision(dec)).isEqualTo(15);
    assertThat(columns.getScale(dec)).isEqualTo(2);
    assertThat(columns.isSigned(dec)).isTrue();
    assertThat(columns.isNullable(row.findColumn("int64")))
        .isEqualTo(ResultSetMetaData.columnNoNulls);
  }

  private void assertColumn(
      ResultSetMetaData columns, String name, int type, String typeName, Class<?> javaType)
      throws SQLException {
    int column = row.findColumn(name);
    assertThat(columns.getColumnType(column)).isEqualTo(type);
    assertThat(columns.getColumnTypeName(column)).isEqualTo(typeName);
    assertThat(columns.getColumnClassName(column)).isEqualTo(javaType.getName());
    assertThat(columns.getColumnLabel(column)).isEqualTo(name);
    Object value = row.getObject(column);
    assertThat(value).isInstanceOf(javaType);
  }

  @Test
  void namesAColumnThatIsNotThere() {
    assertThatThrownBy(() -> row.getInt("nope")).hasMessage("The result has no column 'nope'");
    assertThatThrownBy(() -> row.getObject(99)).hasMessageContaining("There is no column 99");
  }
}
