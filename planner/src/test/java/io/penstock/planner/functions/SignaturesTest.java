package io.penstock.planner.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The signatures against Spark's answers. With {@code -Dpenstock.signatures=write} they are derived
 * anew and written, to be reviewed as a difference.
 */
class SignaturesTest {
  private static final Path FILE =
      Path.of("src", "main", "resources", "io", "penstock", "planner", "functions")
          .resolve("spark-functions.tsv");

  private static final String HEAD =
      "# Spark's functions as its own analyser describes them; written by SignaturesTest";

  @Test
  void areWhatTheirDerivationFromSparksAnswersGives() throws Exception {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    for (Probes.Function function : Probes.read().functions()) {
      lines.addAll(SignatureText.write(SignatureDerivation.of(function)));
    }
    if ("write".equals(System.getProperty("penstock.signatures"))) {
      Files.createDirectories(FILE.getParent());
      Files.write(FILE, lines);
    }
    assertThat(Files.readAllLines(FILE)).isEqualTo(lines);
  }
}
