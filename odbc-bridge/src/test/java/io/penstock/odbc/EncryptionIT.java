package io.penstock.odbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.gateway.door.House;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS, with a certificate that the JDK's keytool makes. */
@Timeout(60)
class EncryptionIT {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  @Test
  void encryptsForClientsThatAskForIt() throws Exception {
    try (TestHouse house = new TestHouse(new PostgresDoor(), Optional.of(certificate()))) {
      try (Connection connection = house.connect("sslmode", "require");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("count 100000")) {
        int count = 0;
        while (rows.next()) {
          count++;
        }
        assertThat(count).isEqualTo(100_000);
      }
      house.connect("sslmode", "disable").close();
    }
  }

  @Test
  void saysThatThereIsNoEncryptionWithoutACertificate() throws Exception {
    try (TestHouse house = new TestHouse()) {
      assertThatThrownBy(() -> house.connect("sslmode", "require"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("SSL");
    }
  }

  private House.Tls certificate() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias door -keyalg RSA -keysize 2048 -dname CN=localhost"
                        + " -validity 2 -storetype PKCS12 -storepass changeit -keystore "
                        + store)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.out").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return new House.Tls(
        pem("CERTIFICATE", keys.getCertificate("door").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("door", PASSWORD).getEncoded()));
  }

  private Path pem(String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
