package io.penstock.jdbc.column;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes are Spark's own, of {@code parse_json} and casts to VARIANT. */
class VariantTextTest {
  private static final String NO_KEYS = "010000";

  @Test
  void valuesAreWrittenAsJson() throws SQLException {
    assertThat(json("0C1E", NO_KEYS)).isEqualTo("30");
    assertThat(json("0CFF", NO_KEYS)).isEqualTo("-1");
    assertThat(json("114A6F686E", NO_KEYS)).isEqualTo("\"John\"");
    assertThat(json("20029C030000", NO_KEYS)).isEqualTo("9.24");
    assertThat(json("2002E8030000", NO_KEYS)).isEqualTo("10");
    assertThat(json("00", NO_KEYS)).isEqualTo("null");
    assertThat(json("04", NO_KEYS)).isEqualTo("true");
    assertThat(json("08", NO_KEYS)).isEqualTo("false");
    assertThat(json("1C000000000000F83F", NO_KEYS)).isEqualTo("1.5");
    assertThat(json("2C01000000", NO_KEYS)).isEqualTo("\"1970-01-02\"");
    assertThat(json("3040420F0000000000", NO_KEYS)).isEqualTo("\"1970-01-01 00:00:01+00:00\"");
    assertThat(json("34FFFFFFFFFFFFFFFF", NO_KEYS)).isEqualTo("\"1969-12-31 23:59:59.999999\"");
    assertThat(json("3C02000000FF00", NO_KEYS)).isEqualTo("\"/wA=\"");
  }

  @Test
  void objectsAndArraysNest() throws SQLException {
    assertThat(json("020100000903020002040C010C02", "0101000161")).isEqualTo("{\"a\":[1,2]}");
    assertThat(json("0302000A1125696D706F7274616E7419757267656E74", NO_KEYS))
        .isEqualTo("[\"important\",\"urgent\"]");
  }

  @Test
  void damagedBytesAreAnError() {
    for (String value :
        new String[] {"", "0202", "FC", "40FFFFFF7F", "0302000A11", "44FFFFFFFFFFFFFFFF"}) {
      assertThatThrownBy(() -> json(value, NO_KEYS))
          .as(value)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("damaged");
    }
    assertThatThrownBy(() -> json("020100000903020002040C010C02", NO_KEYS))
        .hasMessageContaining("no key 0");
  }

  private static String json(String value, String metadata) throws SQLException {
    return VariantText.of(HexFormat.of().parseHex(value), HexFormat.of().parseHex(metadata));
  }
}
