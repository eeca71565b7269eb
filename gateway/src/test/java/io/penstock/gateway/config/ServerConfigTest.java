package io.penstock.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigTest {
  private final Properties properties = new Properties();

  @Test
  void hasADefaultForEveryKey() {
    ServerConfig config = ServerConfig.of(properties, Map.of());
    assertThat(config.text("host")).isEqualTo("127.0.0.1");
    assertThat(config.number("flight.port")).isEqualTo(32010);
    assertThat(config.passwords()).isEmpty();
  }

  @Test
  void takesTheEnvironmentWhereTheFileSaysNothing() {
    properties.setProperty("http.port", "1");
    ServerConfig config =
        ServerConfig.of(
            properties, Map.of("PENSTOCK_HTTP_PORT", "2", "PENSTOCK_QUERY_TIMEOUT_SECONDS", "7"));
    assertThat(config.number("http.port")).isEqualTo(1);
    assertThat(config.number("query.timeout_seconds")).isEqualTo(7);
  }

  @Test
  void reportsAllFaultsAtOnce() {
    properties.setProperty("flight.prot", "1");
    properties.setProperty("http.port", "eighty");
    properties.setProperty("tls.key", "key.pem");
    properties.setProperty("auth.token.ann", "short");
    assertThatThrownBy(() -> ServerConfig.of(properties, Map.of()))
        .hasMessageContaining("there is no key flight.prot")
        .hasMessageContaining("http.port takes a whole number, not 'eighty'")
        .hasMessageContaining("tls.certificate and tls.key go together")
        .hasMessageContaining("auth.token.ann");
  }

  @Test
  void takesListsOfFoldersThatExist(@TempDir Path folder) throws IOException {
    Path one = Files.createDirectory(folder.resolve("one"));
    properties.setProperty("lake.external_folders", one + " , " + folder);
    assertThat(ServerConfig.of(properties, Map.of()).folders("lake.external_folders"))
        .containsExactly(one, folder);
    assertThat(ServerConfig.of(new Properties(), Map.of()).folders("lake.external_folders"))
        .isEmpty();
    properties.setProperty("lake.external_folders", "relative," + folder.resolve("nosuch"));
    assertThatThrownBy(() -> ServerConfig.of(properties, Map.of()))
        .hasMessageContaining("takes absolute paths of folders, not relative")
        .hasMessageContaining("not " + folder.resolve("nosuch"));
  }

  @Test
  void printsNoSecret() {
    properties.setProperty("auth.user.ann", "geheim");
    properties.setProperty("auth.token.ben", "0123456789abcdef");
    assertThat(ServerConfig.of(properties, Map.of()).toString())
        .contains("ann")
        .doesNotContain("geheim")
        .doesNotContain("0123456789abcdef");
  }
}
