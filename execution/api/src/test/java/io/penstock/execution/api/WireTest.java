package io.penstock.execution.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final ExecutableQuery QUERY =
      new ExecutableQuery(
          new QueryId("q-1"),
          "SELECT '\u00e9\ud83d\ude00' -- text",
          Arrays.asList(
              null,
              true,
              (byte) -1,
              (short) 2,
              3,
              Long.MIN_VALUE,
              1.5f,
              Double.NaN,
              new BigDecimal("-12.340"),
              "",
              LocalDate.of(-44, 3, 15),
              Instant.parse("1969-12-31T23:59:59.999999Z"),
              LocalDateTime.parse("2024-02-29T12:00:00.000001")),
          List.of(
              new TablePin(new TableName("lake", "tpch", "a b"), "file:/x/a%20b/", 7),
              new TablePin(new TableName("lake", "tpch", "c"), "file:/x/c/", 0)
                  .reading(new TableFiles("{}", "{\"m\":1}", List.of("{\"a\":1}", "")))),
          "lake",
          "tpch",
          Map.of("spark.sql.session.timeZone", "UTC"));

  @Test
  void queryComesBackAsItWasSent() {
    assertThat(ExecutableQuery.decode(QUERY.encode())).isEqualTo(QUERY);
  }

  @Test
  void failureComesBackAsItWasSent() {
    Failure failure =
        Failure.of(ErrorCode.UNRESOLVED_COLUMN, "Column x not found.").at(new TextPosition(3, 14));
    assertThat(Failure.decode(failure.encode())).isEqualTo(failure);
    assertThat(failure.display())
        .isEqualTo("[UNRESOLVED_COLUMN] Column x not found. (line 3, column 14) SQLSTATE: 42703");
  }

  @Test
  void statusComesBackAsItWasSent() {
    EngineStatus status =
        new EngineStatus(
            List.of(new StatementStatus(new QueryId("q"), Duration.ofMillis(5), 1, 2, 3L)), 42L);
    assertThat(EngineStatus.decode(status.encode())).isEqualTo(status);
  }

  @Test
  void refusesACutMessage() {
    byte[] whole = QUERY.encode();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> ExecutableQuery.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesAnotherVersion() {
    byte[] bytes = QUERY.encode();
    bytes[0] = 9;
    assertThatThrownBy(() -> ExecutableQuery.decode(bytes)).hasMessageContaining("version 9");
  }

  @Test
  void numbersOfErrorCodesAreUnique() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number)).doesNotHaveDuplicates();
  }

  @Test
  void quotesOnlyWhatNeedsIt() {
    assertThat(new TableName("lake", "a-b", "1x`").toSql()).isEqualTo("lake.`a-b`.`1x```");
  }
}
