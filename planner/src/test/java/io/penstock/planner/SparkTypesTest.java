package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.PenstockException;
import io.penstock.planner.types.SparkTypeText;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The types of about 800 queries against those that Spark 4.1.1's own analysis (ANSI mode) gave
 * them, which are in {@code spark-types.tsv}: the text, a tab, the types. Lengths of intervals are
 * left out there, since Arrow has none.
 */
class SparkTypesTest {
  @TempDir Path folder;

  @Test
  void typesAreThoseOfSparksAnalysis() throws Exception {
    List<String> differences = new ArrayList<>();
    int count = 0;
    try (PlannerFixture fixture = new PlannerFixture(folder);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    SparkTypesTest.class.getResourceAsStream("/spark-types.tsv"),
                    StandardCharsets.UTF_8))) {
      KindsTable.create(fixture.lake);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int tab = line.lastIndexOf('\t');
        String sql = line.substring(0, tab);
        String expected = line.substring(tab + 1);
        String planned = types(fixture, sql);
        if (!planned.equals(expected)) {
          differences.add(line + " but planned " + planned);
        } else {
          String unparsed = types(fixture, fixture.planned(sql).engineText());
          if (!unparsed.equals(expected)) {
            differences.add(line + " but after unparsing " + unparsed);
          }
        }
        count++;
      }
    }
    assertThat(differences).isEmpty();
    assertThat(count).isGreaterThan(800);
  }

  private static String types(PlannerFixture fixture, String sql) {
    try {
      return fixture.query(sql).columns().stream()
          .map(c -> SparkTypeText.of(c.field()))
          .collect(Collectors.joining("; "));
    } catch (PenstockException e) {
      return e.getMessage();
    }
  }
}
