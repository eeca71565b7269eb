package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class TlsTest {

  @TempDir Path folder;

  @Test
  void trustsWhatItIsToldToTrustAndNothingElse() throws Exception {
    SelfSigned certificate = SelfSigned.in(folder);
    try (FakeServer server = new FakeServer(certificate)) {
      String url = server.url() + "&useEncryption=true";
      String trusting =
          url + "&trustStore=" + certificate.store() + "&trustStorePassword=" + SelfSigned.PASSWORD;
      try (Connection connection = DriverManager.getConnection(trusting)) {
        assertThat(connection.isValid(5)).isTrue();
      }
      try (Connection connection =
          DriverManager.getConnection(url + "&disableCertificateVerification=true")) {
        assertThat(connection.isValid(5)).isTrue();
      }
      assertRefused(url, "TLS failed");
      assertRefused(server.url(), "useEncryption (now false)");
      assertRefused(url + "&trustStore=/no/such/file", "TLS cannot be set up with trustStore");
    }
  }

  private static void assertRefused(String url, String message) {
    assertThatThrownBy(() -> DriverManager.getConnection(url))
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("08001"));
  }
}
