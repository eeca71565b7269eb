package io.penstock.odbc.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.penstock.execution.api.PenstockException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ValueFormatsTest {
  @Test
  void printsFloatsAsPostgresDoes() {
    assertThat(TextForms.real(1.0)).isEqualTo("1");
    assertThat(TextForms.real(-0.0)).isEqualTo("-0");
    assertThat(TextForms.real(0.1)).isEqualTo("0.1");
    assertThat(TextForms.real(123456789012345.0)).isEqualTo("123456789012345");
    assertThat(TextForms.real(1e15)).isEqualTo("1e+15");
    assertThat(TextForms.real(1e14)).isEqualTo("100000000000000");
    assertThat(TextForms.real(0.0001)).isEqualTo("0.0001");
    assertThat(TextForms.real(-1.25e-5)).isEqualTo("-1.25e-05");
    assertThat(TextForms.real(1.7976931348623157E308)).isEqualTo("1.7976931348623157e+308");
    assertThat(TextForms.real(1e6f)).isEqualTo("1e+06");
    assertThat(TextForms.real(3.4f)).isEqualTo("3.4");
    assertThat(TextForms.real(Float.NaN)).isEqualTo("NaN");
    assertThat(TextForms.real(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(TextForms.real(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
  }

  @Test
  void printsTimesAsPostgresDoes() {
    assertThat(TextForms.date(LocalDate.of(2026, 1, 9))).isEqualTo("2026-01-09");
    assertThat(TextForms.date(LocalDate.of(-43, 3, 15))).isEqualTo("0044-03-15 BC");
    assertThat(TextForms.date(LocalDate.of(12026, 1, 9))).isEqualTo("12026-01-09");
    LocalDateTime time = LocalDateTime.of(2026, 1, 9, 3, 4, 5, 120_000_000);
    assertThat(TextForms.timestamp(time)).isEqualTo("2026-01-09 03:04:05.12");
    assertThat(TextForms.timestamp(time.withNano(0), ZoneOffset.UTC))
        .isEqualTo("2026-01-09 03:04:05+00");
    assertThat(TextForms.timestamp(time.withYear(0), ZoneOffset.ofHoursMinutesSeconds(0, 53, 28)))
        .isEqualTo("0001-01-09 03:04:05.12+00:53:28 BC");
    assertThat(TextForms.timestamp(time, ZoneOffset.ofHoursMinutes(-3, -30)))
        .isEqualTo("2026-01-09 03:04:05.12-03:30");
  }

  @Test
  void printsIntervalsBytesAndTruthAsPostgresDoes() {
    assertThat(TextForms.interval(Duration.ofHours(49).plusMillis(50)))
        .isEqualTo("2 days 01:00:00.05");
    assertThat(TextForms.interval(Duration.ofSeconds(-1))).isEqualTo("-00:00:01");
    assertThat(TextForms.interval(Duration.ZERO)).isEqualTo("00:00:00");
    assertThat(TextForms.interval(14)).isEqualTo("1 year 2 mons");
    assertThat(TextForms.bytes(new byte[] {0, (byte) 0xab})).isEqualTo("\\x00ab");
    assertThat(TextForms.bool(true)).isEqualTo("t");
  }

  @Test
  void writesAndReadsBinaryNumerics() {
    for (String text :
        new String[] {
          "0",
          "0.00",
          "1",
          "-1",
          "10000",
          "100000000",
          "0.0001",
          "0.00001",
          "-123456789.987654321",
          "99999999999999999999999999999999999999",
          "0.00000000000000000000000000000000000001",
          "1234.5000"
        }) {
      ByteBuf out = Unpooled.buffer();
      BinaryForms.numeric(new BigDecimal(text), out);
      assertThat(BinaryForms.numeric(out.nioBuffer())).isEqualTo(new BigDecimal(text));
    }
  }

  @Test
  void writesTheGroupsOfANumericAsPostgresDoes() {
    ByteBuf out = Unpooled.buffer();
    BinaryForms.numeric(new BigDecimal("-12345.60"), out);
    short[] words = new short[out.readableBytes() / 2];
    out.nioBuffer().asShortBuffer().get(words);
    assertThat(words).containsExactly(3, 1, 0x4000, 2, 1, 2345, 6000);
  }

  @Test
  void readsTextParameters() {
    assertThat(text(16, "on")).isEqualTo(true);
    assertThat(text(21, " -32768 ")).isEqualTo(Short.MIN_VALUE);
    assertThat(text(23, "7")).isEqualTo(7);
    assertThat(text(20, "7")).isEqualTo(7L);
    assertThat(text(701, "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(text(1700, "1.50")).isEqualTo(new BigDecimal("1.50"));
    assertThat(text(17, "\\x00ff")).isEqualTo(new byte[] {0, -1});
    assertThat(text(1082, "0044-03-15 BC")).isEqualTo(LocalDate.of(-43, 3, 15));
    assertThat(text(1114, "2026-01-09 03:04:05.1"))
        .isEqualTo(LocalDateTime.of(2026, 1, 9, 3, 4, 5, 100_000_000));
    assertThat(text(1184, "2026-01-09 03:04:05+05:30"))
        .isEqualTo(Instant.parse("2026-01-08T21:34:05Z"));
    assertThat(text(1184, "2026-01-09 03:04:05")).isEqualTo(Instant.parse("2026-01-09T02:04:05Z"));
    assertThat(text(1184, "2026-01-09T03:04:05Z")).isEqualTo(Instant.parse("2026-01-09T03:04:05Z"));
    assertThat(text(2950, "a-uuid")).isEqualTo("a-uuid");
  }

  @Test
  void refusesParametersThatAreNotOfTheirType() {
    refuses(21, "32768", "22003");
    refuses(23, "x", "22P02");
    refuses(16, "perhaps", "22P02");
    refuses(17, "\\x0", "22P02");
    refuses(1082, "2026-02-30", "22007");
    refuses(1184, "infinity", "22007");
    assertThatThrownBy(() -> ParameterReader.read(23, true, ByteBuffer.allocate(3), ZoneOffset.UTC))
        .satisfies(e -> assertThat(state(e)).isEqualTo("22P03"));
    assertThatThrownBy(
            () -> ParameterReader.read(2950, true, ByteBuffer.allocate(16), ZoneOffset.UTC))
        .satisfies(e -> assertThat(state(e)).isEqualTo("0A000"));
  }

  @Test
  void readsBinaryTimes() {
    ByteBuffer micros = ByteBuffer.allocate(8).putLong(0, -1);
    assertThat(ParameterReader.read(1184, true, micros, ZoneOffset.UTC))
        .isEqualTo(Instant.parse("1999-12-31T23:59:59.999999Z"));
    assertThat(ParameterReader.read(1082, true, ByteBuffer.allocate(4), ZoneOffset.UTC))
        .isEqualTo(LocalDate.of(2000, 1, 1));
  }

  private static Object text(int oid, String text) {
    return ParameterReader.read(
        oid,
        false,
        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
        ZoneId.of("Europe/Berlin"));
  }

  private static void refuses(int oid, String text, String sqlState) {
    assertThatThrownBy(() -> text(oid, text))
        .satisfies(e -> assertThat(state(e)).isEqualTo(sqlState));
  }

  private static String state(Throwable e) {
    return ((PenstockException) e).failure().sqlState();
  }
}
