package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class MetaDataTest extends DriverTestCase {

  private DatabaseMetaData metaData;

  @BeforeEach
  void fillCatalog() throws SQLException {
    metaData = connection.getMetaData();
    Schema lineitem =
        new Schema(
            List.of(
                Field.notNullable("l_orderkey", new ArrowType.Int(64, true)),
                Samples.field("l_quantity", new ArrowType.Decimal(15, 2, 128)),
                Samples.field("l_comment", ArrowType.Utf8.INSTANCE)));
    server.tables.add(new FakeServer.Table("lake", "tpch", "lineitem", "TABLE", lineitem));
    server.tables.add(new FakeServer.Table("lake", "tpch", "line_item", "VIEW", Samples.NUMBERS));
    server.tables.add(new FakeServer.Table("lake", "app", "users", "TABLE", Samples.ALL_TYPES));
    server.tables.add(new FakeServer.Table("attic", "old", "things", "TABLE", Samples.NUMBERS));
  }

  private static List<List<Object>> rows(ResultSet result, String... columns) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<Object> row = new ArrayList<>();
      for (String column : columns) {
        row.add(result.getObject(column));
      }
      rows.add(row);
    }
    result.close();
    return rows;
  }

  @Test
  void listsCatalogsSchemasAndTableTypes() throws SQLException {
    assertThat(rows(metaData.getCatalogs(), "TABLE_CAT"))
        .containsExactly(List.of("attic"), List.of("lake"));
    assertThat(rows(metaData.getSchemas(), "TABLE_CATALOG", "TABLE_SCHEM"))
        .containsExactly(List.of("attic", "old"), List.of("lake", "app"), List.of("lake", "tpch"));
    assertThat(rows(metaData.getSchemas(null, "TP%"), "TABLE_SCHEM"))
        .containsExactly(List.of("tpch"));
    assertThat(rows(metaData.getTableTypes(), "TABLE_TYPE"))
        .containsExactly(List.of("TABLE"), List.of("VIEW"));
  }

  @Test
  void findsTablesByPatternAndType() throws SQLException {
    assertThat(rows(metaData.getTables(null, null, "%", null), "TABLE_NAME", "TABLE_TYPE"))
        .containsExactly(
            List.of("things", "TABLE"),
            List.of("users", "TABLE"),
            List.of("lineitem", "TABLE"),
            List.of("line_item", "VIEW"));
    assertThat(rows(metaData.getTables(null, "tpch", "LINE%", null), "TABLE_NAME")).hasSize(2);
    assertThat(rows(metaData.getTables(null, "tpch", "line\\_item", null), "TABLE_NAME"))
        .containsExactly(List.of("line_item"));
    assertThat(rows(metaData.getTables(null, null, null, new String[] {"VIEW"}), "TABLE_NAME"))
        .containsExactly(List.of("line_item"));
  }

  @Test
  void describesColumnsOfATable() throws SQLException {
    assertThat(
            rows(
                metaData.getColumns("lake", "tpch", "lineitem", "%"),
                "COLUMN_NAME",
                "DATA_TYPE",
                "TYPE_NAME",
                "COLUMN_SIZE",
                "DECIMAL_DIGITS",
                "NULLABLE",
                "ORDINAL_POSITION",
                "IS_NULLABLE"))
        .containsExactly(
            List.of("l_orderkey", Types.BIGINT, "BIGINT", 19, 0, 0, 1, "NO"),
            List.of("l_quantity", Types.DECIMAL, "DECIMAL", 15, 2, 1, 2, "YES"),
            Arrays.asList(
                "l_comment", Types.VARCHAR, "STRING", Integer.MAX_VALUE, null, 1, 3, "YES"));
    assertThat(
            rows(
                metaData.getColumns(null, null, "lineitem", "L\\_Q%"),
                "COLUMN_NAME",
                "ORDINAL_POSITION"))
        .containsExactly(List.of("l_quantity", 2));
    assertThat(rows(metaData.getColumns(null, "app", null, null), "COLUMN_NAME")).hasSize(20);
  }

  @Test
  void namesProductDriverAndDialect() throws SQLException {
    assertThat(metaData.getDatabaseProductName()).isEqualTo("Penstock");
    assertThat(metaData.getDatabaseProductVersion()).isEqualTo("3.14.1");
    assertThat(metaData.getDatabaseMajorVersion()).isEqualTo(3);
    assertThat(metaData.getDatabaseMinorVersion()).isEqualTo(14);
    assertThat(metaData.getDriverName()).isEqualTo("Penstock JDBC Driver");
    assertThat(metaData.getDriverVersion()).matches("\\d+\\.\\d+.*");
    assertThat(metaData.getIdentifierQuoteString()).isEqualTo("`");
    assertThat(metaData.getUserName()).isEqualTo("ada");
    assertThat(metaData.getURL()).contains("password=***").doesNotContain("w%25rd");
    assertThat(metaData.getConnection()).isSameAs(connection);
    assertThat(metaData.supportsTransactions()).isFalse();
    assertThat(metaData.nullsAreSortedLow()).isTrue();
  }

  /** Tools call all of them; none may fail, whatever it answers. */
  @Test
  void everyMethodAnswers() throws Exception {
    for (Method method : DatabaseMetaData.class.getMethods()) {
      Object[] arguments = new Object[method.getParameterCount()];
      for (int i = 0; i < arguments.length; i++) {
        Class<?> type = method.getParameterTypes()[i];
        arguments[i] = type == int.class ? (Object) 1003 : type == boolean.class ? true : null;
      }
      if (method.getName().equals("unwrap") || method.getName().equals("isWrapperFor")) {
        continue;
      }
      Object answer = method.invoke(metaData, arguments);
      if (answer instanceof ResultSet result) {
        assertThat(result.getMetaData().getColumnCount()).as(method.getName()).isPositive();
        result.close();
      }
    }
  }
}
