package io.penstock.execution.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.TableName;
import io.penstock.execution.api.TablePin;
import io.penstock.execution.api.TextPosition;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkException;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.exceptions.SqlScriptingException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.Some;
import scala.collection.immutable.Map$;

class FailuresTest {
  private final Failures failures =
      new Failures(
          new ExecutableQuery(
              QueryId.random(),
              "SELECT 1",
              List.of(),
              List.of(new TablePin(new TableName("lake", "s", "t"), "file:///data/s/t", 3)),
              "lake",
              "s",
              Map.of()));

  @Test
  void passesOurOwnErrorsOn() {
    PenstockException own = new PenstockException(ErrorCode.RESULT_ABANDONED, "left");
    assertThat(failures.of(new RuntimeException(own))).isEqualTo(own.failure());
  }

  @Test
  void findsExhaustionAnywhereInTheCauses() {
    assertThat(failures.of(new RuntimeException(new StackOverflowError())).code())
        .isEqualTo(ErrorCode.STATEMENT_TOO_COMPLEX);
    assertThat(failures.of(new RuntimeException(new OutOfMemoryError("heap"))).code())
        .isEqualTo(ErrorCode.OUT_OF_MEMORY);
  }

  @Test
  void anErrorOfAScriptHasItsPlaceAndNoMarkOfItsLine() {
    Origin place =
        new Origin(
            new Some<>(1),
            new Some<>(7),
            new Some<>(7),
            new Some<>(7),
            new Some<>("SELECT 1"),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty(),
            Option.empty());
    Failure failure =
        failures.of(
            new SqlScriptingException(
                "INVALID_BOOLEAN_STATEMENT",
                null,
                place,
                Map$.MODULE$.<String, String>empty().updated("invalidStatement", "\"1\"")));
    assertThat(failure.condition()).isEqualTo("INVALID_BOOLEAN_STATEMENT");
    assertThat(failure.message()).startsWith("Boolean statement is expected");
    assertThat(failure.position()).contains(new TextPosition(1, 8));
  }

  private static SparkException named(String condition, @Nullable Throwable cause) {
    return new SparkException(
        "[" + condition + "] x",
        cause,
        Option.apply(condition),
        Map$.MODULE$.<String, String>empty(),
        new QueryContext[0]);
  }

  @Test
  void takesTheFirstConditionThatSaysMoreThanThatAJobFailed() {
    SparkException overflow = named("CAST_OVERFLOW", null);
    assertThat(failures.of(named("INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ", overflow)).condition())
        .isEqualTo("INCONSISTENT_BEHAVIOR_CROSS_VERSION.READ");
    assertThat(failures.of(named("TASK_WRITE_FAILED", overflow)).condition())
        .isEqualTo("CAST_OVERFLOW");
    assertThat(failures.of(named("INTERNAL_ERROR", overflow)).condition())
        .isEqualTo("CAST_OVERFLOW");
  }

  @Test
  void passesLegacyConditionsOnByName() {
    Failure failure = failures.of(named("_LEGACY_ERROR_TEMP_0035", null));
    assertThat(failure.condition()).isEqualTo("_LEGACY_ERROR_TEMP_0035");
    assertThat(failure.code()).isEqualTo(ErrorCode.ENGINE_REJECTED);
    assertThat(failure.sqlState()).isEqualTo("42000");
  }

  @Test
  void exactArithmeticOfTheJdkOverflowsAsSparksDoes() {
    Failure failure = failures.of(new RuntimeException(new ArithmeticException("long overflow")));
    assertThat(failure.code()).isEqualTo(ErrorCode.ARITHMETIC_OVERFLOW);
    assertThat(failure.message()).contains("long overflow");
  }

  @Test
  void takesTheNamedConditionAmongTheCauses() {
    Throwable inner =
        new SparkException(
            "DIVIDE_BY_ZERO", Map$.MODULE$.<String, String>empty().updated("config", "x"), null);
    Failure failure = failures.of(new SparkException("Job aborted on host build-7", inner));
    assertThat(failure.code()).isEqualTo(ErrorCode.DIVIDE_BY_ZERO);
    assertThat(failure.message()).doesNotContain("build-7");
  }

  @Test
  void hidesWhatIsInternal() {
    Failure failure = failures.of(new NullPointerException("secret.field is null"));
    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
    assertThat(failure.message()).contains("NullPointerException").doesNotContain("secret");
  }

  @Test
  void tellsStorageTrouble() {
    assertThat(failures.of(new IOException("No space left on device")).code())
        .isEqualTo(ErrorCode.DISK_FULL);
    assertThat(failures.of(new FileNotFoundException("/data/s/t/x (Permission denied)")).code())
        .isEqualTo(ErrorCode.STORAGE_ACCESS_DENIED);
    assertThat(failures.of(new FileNotFoundException("/data/s/t/_delta_log/3.json")).code())
        .isEqualTo(ErrorCode.TABLE_LOG_DAMAGED);
    assertThat(failures.of(new FileNotFoundException("/data/s/t/x.parquet")).code())
        .isEqualTo(ErrorCode.STORAGE_UNAVAILABLE);
  }

  @Test
  void cleansMessages() {
    assertThat(
            Failures.plainMessage(
                new RuntimeException(
                    "[A.B] Something happened. SQLSTATE: 42703; line 1 pos 7;\n'Project [x]\n")))
        .isEqualTo("Something happened.");
    assertThat(
            Failures.plainMessage(
                new RuntimeException(
                    "\n[PARSE_SYNTAX_ERROR] Near 'x'. SQLSTATE: 42601 (line 1, pos 0)\n\n== SQL"
                        + " ==\nx\n^^^")))
        .isEqualTo("Near 'x'.");
  }

  @Test
  void namesTablesAndHidesPaths() {
    assertThat(
            failures.withoutPaths("delta.`file:/data/s/t` and /data/s/t and s3a://b/k/x.parquet"))
        .isEqualTo("lake.s.t and lake.s.t and (path)");
    assertThat(failures.withoutPaths("a/b and 1 / 2")).isEqualTo("a/b and 1 / 2");
  }
}
