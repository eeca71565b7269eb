package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shaded jar alone in a fresh JVM, without any flag. */
final class ShadedJarIT {

  private static final Path JAR = Path.of(System.getProperty("penstock.jdbc.jar"));

  @TempDir Path folder;

  private String run(String url) throws Exception {
    String classes = ShadedClient.class.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("classes").resolve(classes);
    Files.createDirectories(copy.getParent());
    try (var in = ShadedClient.class.getResourceAsStream("ShadedClient.class")) {
      Files.copy(in, copy);
    }
    Path out = folder.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(JAR + File.pathSeparator + folder.resolve("classes"));
    command.add(ShadedClient.class.getName());
    command.add(url);
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends by itself").isTrue();
    String output = Files.readString(out);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void worksAloneWithoutFlagsAndWithoutNoise() throws Exception {
    try (FakeServer server = new FakeServer()) {
      assertWorks(server, server.url());
    }
  }

  @Test
  void worksAloneOverTls() throws Exception {
    try (FakeServer server = new FakeServer(SelfSigned.in(folder))) {
      assertWorks(server, server.url() + "&useEncryption=true&disableCertificateVerification=true");
    }
  }

  private void assertWorks(FakeServer server, String url) throws Exception {
    try (VectorSchemaRoot sample = Samples.allTypes(server.allocator)) {
      server.parameterSchema = new Schema(List.of(Samples.field("p", ArrowType.Null.INSTANCE)));
      server.answer("all", sample);
      server.answer("numbers", Samples.NUMBERS, server.numbers(10, 1000));
      server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
      server.fail(
          "bad",
          FakeServer.failure(
              CallStatus.INVALID_ARGUMENT, "Nonsense at 'bad'", "x-penstock-sqlstate", "42601"));
      assertThat(run(url).lines())
          .startsWith("driver Penstock JDBC Driver", "sum 49995000", "bool true", "int8 -8")
          .contains("dec38 -1234567890123456789012345678.0123456789")
          .endsWith("nothing null", "error 42601 Nonsense at 'bad'");
    }
  }

  @Test
  void holdsNothingThatCouldMeetAnotherVersionOfItself() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(
              jar.stream()
                  .map(entry -> entry.getName())
                  .filter(name -> name.endsWith(".class"))
                  .filter(name -> !name.startsWith("io/penstock/jdbc/")))
          .isEmpty();
      assertThat(jar.getEntry("io/penstock/jdbc/shell/Main.class")).isNull();
      assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
      assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
      assertThat(jar.getEntry("META-INF/THIRD-PARTY.txt")).isNotNull();
      String driver =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver")).readAllBytes());
      assertThat(driver.strip()).isEqualTo("io.penstock.jdbc.PenstockDriver");
      assertThat(jar.getManifest().getMainAttributes().getValue("Add-Opens"))
          .isEqualTo("java.base/java.nio");
    }
  }
}
