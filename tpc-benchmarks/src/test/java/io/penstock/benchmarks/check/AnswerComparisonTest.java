package io.penstock.benchmarks.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.benchmarks.queries.AnswerRule;
import io.penstock.benchmarks.queries.TpchQuery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
  private static final List<Object> A = List.of("a", number("1.50"));
  private static final List<Object> B = List.of("b", number("2.50"));
  private static final List<Object> C = List.of("c", number("2.50"));
  private static final List<Object> D = List.of("d", number("3.50"));

  @Test
  void equalAnswersAreEqualWhateverTheScaleOfTheirDecimals() {
    assertThat(compare("select", List.of(A), List.of(List.of("a", number("1.5000"))))).isEmpty();
  }

  @Test
  void findsAWrongNumber() {
    assertThat(compare("select", List.of(A, B), List.of(A, List.of("b", number("2.51")))))
        .contains("row 2: expected [b, 2.50], got [b, 2.51]");
  }

  @Test
  void findsAWrongStringDateAndNull() {
    assertThat(compare("select", List.of(A), List.of(List.of("A", number("1.50"))))).isPresent();
    LocalDate day = LocalDate.of(1998, 12, 1);
    assertThat(
            compare("select", List.of(List.of("a", day)), List.of(List.of("a", day.plusDays(1)))))
        .isPresent();
    assertThat(compare("select", List.of(A), List.of(Arrays.asList("a", null)))).isPresent();
  }

  @Test
  void findsAMissingRowAndARowTooMany() {
    assertThat(compare("select", List.of(A, B), List.of(A)))
        .contains("expected 2 rows, got 1; the first missing row: [b, 2.50]");
    assertThat(compare("select", List.of(A), List.of(A, B)))
        .contains("expected 1 rows, got 2; the first row too many: [b, 2.50]");
    assertThat(compare("select", List.of(), List.of(A))).isPresent();
  }

  @Test
  void findsAMissingRowBehindADifferentOne() {
    assertThat(compare("select", List.of(A, B, D), List.of(A, D)))
        .contains("row 2: expected [b, 2.50], got [d, 3.50]");
  }

  @Test
  void findsTheWrongOrder() {
    assertThat(compare("select", List.of(A, B), List.of(B, A)))
        .contains("row 1: expected [a, 1.50], got [b, 2.50]");
  }

  @Test
  void rowsThatTieMayComeInAnyOrder() {
    assertThat(compare("select", List.of(A, B, C, D), List.of(A, C, B, D))).isEmpty();
    assertThat(compare("select", List.of(A, B, C, D), List.of(A, B, B, D))).isPresent();
  }

  @Test
  void rowsThatTieAtTheLimitMayBeAnyOfThem() {
    assertThat(compare("select\nlimit 2", List.of(A, B, C, D), List.of(A, C))).isEmpty();
    assertThat(compare("select\nlimit 2", List.of(A, B, C, D), List.of(A, D))).isPresent();
    assertThat(compare("select\nlimit 2", List.of(A, B, C, D), List.of(A, B, C)))
        .contains("expected 2 rows, got 3; the first row too many: [c, 2.50]");
    assertThat(compare("select\nlimit 2", List.of(A, B, C, D), List.of(A))).isPresent();
  }

  @Test
  void averagesMayDifferInTheLastDigitOfADecimalOnly() {
    assertThat(AnswerComparison.sameValue(25.522005853257337, number("25.522006"))).isTrue();
    assertThat(AnswerComparison.sameValue(25.522005853257337, number("25.5220"))).isTrue();
    assertThat(AnswerComparison.sameValue(25.522005853257337, number("25.522106"))).isFalse();
    assertThat(AnswerComparison.sameValue(0.0344358904066548, number("0.034436"))).isTrue();
    assertThat(AnswerComparison.sameValue(0.0344358904066548, number("0.034437"))).isFalse();
    assertThat(AnswerComparison.sameValue(1.0, 1.0000001)).isTrue();
    assertThat(AnswerComparison.sameValue(1.0, "1.0")).isFalse();
  }

  @Test
  void anExactNumberIsNotEqualToADouble() {
    assertThat(AnswerComparison.sameValue(number("1.50"), 1.5)).isFalse();
  }

  @Test
  void columnNamesAreEqualButForCase() {
    AnswerRule rule = new AnswerRule(List.of("k", "v"), List.of(), List.of(), OptionalInt.empty());
    Answer expected = answer(List.of("k", "v"), List.of(A));
    assertThat(AnswerComparison.difference(rule, expected, answer(List.of("K", "V"), List.of(A))))
        .isEmpty();
    assertThat(AnswerComparison.difference(rule, expected, answer(List.of("k", "w"), List.of(A))))
        .contains("expected the columns [k, v], got [k, w]");
  }

  @Test
  void typesAreComparedWhereTheyAreKnown() {
    AnswerRule rule =
        new AnswerRule(
            List.of("k", "v"), List.of("string", "decimal(7,2)"), List.of(), OptionalInt.empty());
    Answer answer = new Answer(List.of("k", "v"), List.of("string", "decimal(7,2)"), List.of(A));
    assertThat(AnswerComparison.difference(rule, answer, answer)).isEmpty();
    Answer wider = new Answer(List.of("k", "v"), List.of("string", "decimal(8,2)"), List.of(A));
    assertThat(AnswerComparison.difference(rule, answer, wider).orElseThrow())
        .startsWith("expected the types [string, decimal(7,2)], got");
  }

  @Test
  void aKeyThatTheAnswerDoesNotShowOrdersItsRows() {
    AnswerRule rule = new AnswerRule(List.of("k", "v"), List.of(), List.of(2), OptionalInt.of(1));
    Answer expected =
        answer(
            List.of("k", "v", "key"),
            List.of(List.of("a", number("1"), 1), List.of("b", number("2"), 2)));
    assertThat(
            AnswerComparison.difference(
                rule, expected, answer(List.of("k", "v"), List.of(List.of("a", number("1"))))))
        .isEmpty();
    assertThat(
            AnswerComparison.difference(
                rule, expected, answer(List.of("k", "v"), List.of(List.of("b", number("2"))))))
        .isPresent();
  }

  private static Optional<String> compare(
      String text, List<List<Object>> expected, List<List<Object>> got) {
    List<String> columns = List.of("k", "v");
    return AnswerComparison.difference(
        new TpchQuery(1, text, List.of(1)).rule(columns),
        answer(columns, expected),
        answer(columns, got));
  }

  private static Answer answer(List<String> columns, List<List<Object>> rows) {
    return new Answer(columns, List.of(), new ArrayList<>(rows));
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }
}
