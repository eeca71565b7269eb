package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Plans, types and engine texts of TPC-H against files in src/test/resources/golden. {@code mvn
 * test -Dgolden.write=true} writes them anew; review the difference.
 */
class TpchPlanTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir static Path folder;
  static PlannerFixture fixture;

  @BeforeAll
  static void open() {
    fixture = new PlannerFixture(folder);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void plansAreAsReviewed(int number) throws Exception {
    PlannedQuery query = fixture.planned(PlannerFixture.tpch(number));
    String actual =
        "-- columns\n"
            + query.columns().stream()
                .map(c -> c.field() + (c.named() ? "" : " (nameless)"))
                .collect(Collectors.joining("\n"))
            + "\n\n-- plan\n"
            + query.logicalPlan()
            + "\n-- text for the engine\n"
            + query.engineText()
            + "\n";
    Path golden = GOLDEN.resolve("q%02d.txt".formatted(number));
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(golden, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
  void unparsedTextHasTheSameColumnsAndTables(int number) {
    PlannedQuery query = fixture.planned(PlannerFixture.tpch(number));
    PlannedQuery again = fixture.query(query.engineText());
    assertThat(again.schema()).isEqualTo(query.schema());
    assertThat(again.pins()).containsExactlyInAnyOrderElementsOf(query.pins());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 22})
  void originalTextGoesToTheEngineByDefault(int number) {
    PlannedQuery query = fixture.query(PlannerFixture.tpch(number) + " ; ");
    assertThat(query.rewritten()).isFalse();
    assertThat(query.engineText().strip()).isEqualTo(PlannerFixture.tpch(number).strip());
  }
}
