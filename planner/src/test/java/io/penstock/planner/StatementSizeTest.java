package io.penstock.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.ErrorCode;
import io.penstock.planner.lexer.SqlText;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementSizeTest {
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

  @Test
  void plansALiteralOfAMegabyte() {
    assertThat(fixture.query("select '" + "x".repeat(1 << 20) + "'").columns()).hasSize(1);
  }

  @Test
  void plansALongList() {
    String list =
        IntStream.range(0, 20_000).mapToObj(String::valueOf).collect(Collectors.joining(","));
    assertThat(fixture.query("select 1 from nation where n_nationkey in (" + list + ")").tables())
        .hasSize(1);
  }

  @Test
  void plansManyColumns() {
    String list =
        IntStream.range(0, 5_000).mapToObj(i -> i + " c" + i).collect(Collectors.joining(","));
    assertThat(fixture.query("select " + list).columns()).hasSize(5_000);
  }

  @Test
  void refusesMoreThanFourMegabytes() {
    assertThat(fixture.failure("select '" + "x".repeat(SqlText.MAX_LENGTH) + "'").code())
        .isEqualTo(ErrorCode.STATEMENT_TOO_LARGE);
  }

  @Test
  void plansAModeratelyLongChain() {
    assertThat(fixture.query("select " + "1+".repeat(2_000) + "1").columns()).hasSize(1);
  }

  @Test
  void refusesEndlessChains() {
    assertThat(fixture.failure("select " + "1+".repeat(500_000) + "1").code())
        .isEqualTo(ErrorCode.STATEMENT_TOO_COMPLEX);
  }

  @Test
  void refusesDeepNesting() {
    String sql = "select " + "(".repeat(500_000) + "1" + ")".repeat(500_000);
    assertThat(fixture.failure(sql).code()).isEqualTo(ErrorCode.STATEMENT_TOO_COMPLEX);
    String prefix = "select " + "not ".repeat(4_900) + "true";
    assertThat(fixture.query(prefix).columns()).hasSize(1);
  }
}
