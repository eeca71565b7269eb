package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConnectionOptionsTest {

  private static ConnectionOptions parse(String url) throws SQLException {
    return ConnectionOptions.parse(url, new Properties());
  }

  @Test
  void readsEveryPartOfAUrl() throws SQLException {
    ConnectionOptions options =
        parse(
            "jdbc:penstock://gate.example:1234/lake.tpch?user=a%40b&password=x%26y%3D1%25+&useEncryption=false");
    assertThat(options.server()).isEqualTo("gate.example:1234");
    assertThat(options.catalog()).isEqualTo("lake");
    assertThat(options.schema()).isEqualTo("tpch");
    assertThat(options.user()).isEqualTo("a@b");
    assertThat(options.password()).isEqualTo("x&y=1%+");
    assertThat(options.useEncryption()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,false",
    "127.0.0.1,false",
    "127.9.8.7,false",
    "[::1],false",
    "gate.example,true",
    "10.0.0.1,true",
    "[fe80::1],true"
  })
  void encryptsUnlessTheHostIsLoopback(String host, boolean encrypted) throws SQLException {
    assertThat(parse("jdbc:penstock://" + host + ":1").useEncryption()).isEqualTo(encrypted);
  }

  @Test
  void takesPropertiesButTheUrlWins() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "fromProperties");
    properties.setProperty("password", "secret");
    properties.setProperty("someToolsOwn", "ignored");
    ConnectionOptions options =
        ConnectionOptions.parse("jdbc:penstock://localhost:1?user=fromUrl", properties);
    assertThat(options.user()).isEqualTo("fromUrl");
    assertThat(options.password()).isEqualTo("secret");
    assertThat(options.toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:penstock:localhost|must have the form",
        "jdbc:penstock://|must have the form",
        "jdbc:penstock://localhost:99999|port 99999 is not between",
        "jdbc:penstock://localhost:1/a.b.c|'a.b.c' is not catalog or catalog.schema",
        "jdbc:penstock://localhost:1/a.|'a.' is not catalog",
        "jdbc:penstock://localhost:1?usr=x|property 'usr' is not known; known are user, password, token",
        "jdbc:penstock://localhost:1?user|'user' after ? is not name=value",
        "jdbc:penstock://localhost:1?user=%zz|percent sign",
        "jdbc:penstock://localhost:1?useEncryption=maybe|useEncryption is 'maybe', not true or false",
        "jdbc:penstock://localhost:1?connectTimeout=0|connectTimeout is '0'",
        "jdbc:penstock://localhost:1?token=t&user=u&password=p|either token or user",
        "jdbc:penstock://localhost:1?password=p|password needs a user"
      })
  void saysWhatIsWrongWithAUrl(String url, String message) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(message)
        .extracting(e -> ((SQLException) e).getSQLState())
        .isEqualTo("08001");
  }

  @Test
  void leavesOtherUrlsToOtherDrivers() throws SQLException {
    PenstockDriver driver = new PenstockDriver();
    assertThat(driver.acceptsURL("jdbc:arrow-flight-sql://localhost:1")).isFalse();
    assertThat(driver.connect("jdbc:arrow-flight-sql://localhost:1", new Properties())).isNull();
    assertThat(driver.connect("jdbc:postgresql://localhost/x", null)).isNull();
    assertThat(DriverManager.getDriver("jdbc:penstock://x:1")).isInstanceOf(PenstockDriver.class);
    assertThatThrownBy(() -> DriverManager.getDriver("jdbc:nobody:x"))
        .hasMessageContaining("No suitable driver");
  }

  @Test
  void describesItsProperties() throws SQLException {
    assertThat(new PenstockDriver().getPropertyInfo("jdbc:penstock://x:1", new Properties()))
        .extracting(p -> p.name)
        .contains("user", "password", "token", "useEncryption", "trustStore");
  }
}
