package io.penstock.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import org.junit.jupiter.api.Test;

class SessionSettingsTest {
  private final SessionSettings settings = new SessionSettings();

  @Test
  void keepsTheValueUnderItsOwnSpelling() {
    assertThat(settings.set("SPARK.SQL.SESSION.TIMEZONE", "Europe/Berlin"))
        .hasToString("spark.sql.session.timeZone=Europe/Berlin");
    assertThat(settings.forEngine()).containsEntry("spark.sql.session.timeZone", "Europe/Berlin");
  }

  @Test
  void givesTheEngineNothingThatWasLeftToIt() {
    assertThat(settings.forEngine().keySet()).containsExactly("spark.sql.session.timeZone");
  }

  @Test
  void refusesAnUnknownKeyAndNamesTheKnownOnes() {
    assertThatThrownBy(() -> settings.set("spark.sql.ansi.enabled", "false"))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETTING))
        .hasMessageContaining("penstock.lane");
  }

  @Test
  void refusesAnIllegalValueAndSaysWhatIsLegal() {
    assertThatThrownBy(() -> settings.set("penstock.lane", "vector"))
        .hasMessageContaining("one of auto, spark");
    assertThatThrownBy(() -> settings.set("penstock.query_timeout", "-1"))
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> settings.set("spark.sql.session.timeZone", "Mars"))
        .hasMessageContaining("time zone");
  }

  @Test
  void resetBringsTheDefaultBack() {
    settings.set("penstock.query_timeout", "5");
    assertThat(settings.queryTimeout()).hasSeconds(5);
    settings.reset("penstock.query_timeout");
    assertThat(settings.queryTimeout()).isZero();
    settings.set("penstock.query_timeout", "5");
    settings.resetAll();
    assertThat(settings.queryTimeout()).isZero();
  }
}
