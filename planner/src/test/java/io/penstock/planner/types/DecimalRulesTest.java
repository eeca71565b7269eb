package io.penstock.planner.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.planner.types.DecimalRules.Decimal;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** By the table in Spark's documentation of DECIMAL arithmetic (allowPrecisionLoss = true). */
class DecimalRulesTest {
  private static final Decimal MONEY = new Decimal(15, 2);
  private static final Decimal WIDE = new Decimal(38, 10);

  @Test
  void sumsAndDifferences() {
    assertThat(DecimalRules.plus(MONEY, new Decimal(1, 0))).isEqualTo(new Decimal(16, 2));
    assertThat(DecimalRules.plus(WIDE, WIDE)).isEqualTo(new Decimal(38, 9));
  }

  @Test
  void products() {
    assertThat(DecimalRules.times(MONEY, new Decimal(16, 2))).isEqualTo(new Decimal(32, 4));
    assertThat(DecimalRules.times(WIDE, WIDE)).isEqualTo(new Decimal(38, 6));
  }

  @Test
  void quotients() {
    assertThat(DecimalRules.dividedBy(new Decimal(25, 2), new Decimal(2, 1)))
        .isEqualTo(new Decimal(30, 6));
    assertThat(DecimalRules.dividedBy(new Decimal(2, 1), new Decimal(2, 1)))
        .isEqualTo(new Decimal(8, 6));
    assertThat(DecimalRules.dividedBy(WIDE, WIDE)).isEqualTo(new Decimal(38, 6));
  }

  @Test
  void remainders() {
    assertThat(DecimalRules.remainder(MONEY, new Decimal(3, 1))).isEqualTo(new Decimal(4, 2));
  }

  @Test
  void aggregates() {
    assertThat(DecimalRules.sum(MONEY)).isEqualTo(new Decimal(25, 2));
    assertThat(DecimalRules.sum(WIDE)).isEqualTo(WIDE);
    assertThat(DecimalRules.average(MONEY)).isEqualTo(new Decimal(19, 6));
    assertThat(DecimalRules.average(WIDE)).isEqualTo(new Decimal(38, 14));
  }

  @Test
  void literalsAreAsNarrowAsTheirDigits() {
    assertThat(Decimal.ofLiteral(new BigDecimal("0.06"))).isEqualTo(new Decimal(2, 2));
    assertThat(Decimal.ofLiteral(new BigDecimal("100"))).isEqualTo(new Decimal(3, 0));
    assertThat(Decimal.ofLiteral(new BigDecimal("0"))).isEqualTo(new Decimal(1, 0));
    assertThat(Decimal.ofLiteral(new BigDecimal("1E+3"))).isEqualTo(new Decimal(4, 0));
  }
}
