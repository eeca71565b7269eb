package io.penstock.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final class MovingClock extends Clock {
    private Instant now = Instant.EPOCH;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final MovingClock clock = new MovingClock();
  private final Sessions sessions =
      new Sessions(new Namespace("lake", "default"), Duration.ofMinutes(10), 2, clock);

  @Test
  void endsASessionThatWasIdleTooLong() {
    Session session = sessions.open("ann");
    clock.forward(Duration.ofMinutes(9));
    assertThat(sessions.find(session.id())).contains(session);
    clock.forward(Duration.ofMinutes(9));
    assertThat(sessions.find(session.id())).contains(session);
    clock.forward(Duration.ofMinutes(11));
    assertThat(sessions.find(session.id())).isEmpty();
    assertThat(sessions.count()).isZero();
  }

  @Test
  void refusesMoreSessionsThanTheLimitUntilIdleOnesEnd() {
    sessions.open("ann");
    sessions.open("ben");
    assertThatThrownBy(() -> sessions.open("cy")).hasMessageContaining("TOO_MANY_REQUESTS");
    clock.forward(Duration.ofMinutes(11));
    assertThat(sessions.open("cy").user()).isEqualTo("cy");
  }

  @Test
  void namelessCallsOfAUserShareOneSession() {
    Session shared = sessions.shared("ann");
    assertThat(sessions.shared("ann")).isSameAs(shared);
    assertThat(sessions.shared("ben")).isNotSameAs(shared);
    assertThat(sessions.isShared(shared)).isTrue();
  }
}
