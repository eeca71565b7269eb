package io.penstock.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CancelTest extends DriverTestCase {

  private static String stateOf(Throwable e) {
    return ((SQLException) e).getSQLState();
  }

  private CompletableFuture<Throwable> inBackground(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    return CompletableFuture.supplyAsync(() -> catchThrowable(work));
  }

  @Test
  void cancelReachesAServerThatStillPlans() throws Exception {
    Statement statement = connection.createStatement();
    CompletableFuture<Throwable> failure =
        inBackground(() -> statement.executeQuery("plan forever"));
    assertThat(server.infoEntered.await(5, TimeUnit.SECONDS)).isTrue();
    statement.cancel();
    Throwable e = failure.get(2, TimeUnit.SECONDS);
    assertThat(e).hasMessage("[QUERY_CANCELED] The query was canceled. SQLSTATE: 57014");
    assertThat(stateOf(e)).isEqualTo("57014");
    assertThat(server.infoCancelled.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancelReachesAServerThatHasNotSentARow() throws Exception {
    server.answer("silent", Samples.NUMBERS, server.silence(0));
    Statement statement = connection.createStatement();
    CompletableFuture<Throwable> failure = inBackground(() -> statement.executeQuery("silent"));
    while (!server.events.contains("stream silent")) {
      Thread.onSpinWait();
    }
    statement.cancel();
    Throwable e = failure.get(2, TimeUnit.SECONDS);
    assertThat(stateOf(e)).isEqualTo("57014");
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
    assertThat(server.cancelFlightInfoSeen.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void cancelWakesAReaderInTheMiddle() throws Exception {
    server.answer("few", Samples.NUMBERS, server.silence(2));
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("few");
    CompletableFuture<Throwable> failure =
        inBackground(
            () -> {
              while (rows.next()) {
                rows.getLong(1);
              }
            });
    while (server.batchesSent.get() < 2) {
      Thread.onSpinWait();
    }
    statement.cancel();
    assertThat(stateOf(failure.get(2, TimeUnit.SECONDS))).isEqualTo("57014");
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
    rows.close();
  }

  @Test
  void aCanceledResultShowsNoMoreRowsEvenIfTheyAreHereAlready() throws Exception {
    server.answer("many", Samples.NUMBERS, server.numbers(1000, 1000));
    Statement statement = connection.createStatement();
    ResultSet rows = statement.executeQuery("many");
    assertThat(rows.next()).isTrue();
    statement.cancel();
    assertThatThrownBy(rows::next)
        .hasMessage("[QUERY_CANCELED] The query was canceled. SQLSTATE: 57014");
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aStatementWorksAgainAfterCancel() throws Exception {
    server.answer("silent", Samples.NUMBERS, server.silence(1));
    server.answer("numbers", Samples.NUMBERS, server.numbers(3, 5));
    try (Statement statement = connection.createStatement()) {
      statement.executeQuery("silent");
      statement.cancel();
      assertThat(count(statement.executeQuery("numbers"))).isEqualTo(15);
      statement.cancel();
      assertThat(count(statement.executeQuery("numbers"))).isEqualTo(15);
    }
  }

  private static long count(ResultSet rows) throws SQLException {
    long count = 0;
    while (rows.next()) {
      assertThat(rows.getLong(1)).isEqualTo(count);
      count++;
    }
    return count;
  }

  @Test
  void timeoutReachesAServerThatStillPlans() throws Exception {
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(1);
    long start = System.nanoTime();
    assertThatThrownBy(() -> statement.executeQuery("plan forever"))
        .isInstanceOf(SQLTimeoutException.class)
        .hasMessage(
            "[QUERY_TIMEOUT] The query took longer than 1 s and was stopped. SQLSTATE: 57014")
        .satisfies(e -> assertThat(stateOf(e)).isEqualTo("57014"));
    assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    assertThat(server.infoCancelled.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void timeoutReachesAReaderInTheMiddle() throws Exception {
    server.answer("few", Samples.NUMBERS, server.silence(2));
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(1);
    ResultSet rows = statement.executeQuery("few");
    assertThatThrownBy(
            () -> {
              while (rows.next()) {
                rows.getLong(1);
              }
            })
        .isInstanceOf(SQLTimeoutException.class);
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
    assertThat(server.cancelFlightInfoSeen.await(2, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aResultInTimeIsNotDisturbedByItsTimeout() throws Exception {
    server.answer("numbers", Samples.NUMBERS, server.numbers(3, 5));
    Statement statement = connection.createStatement();
    statement.setQueryTimeout(1);
    ResultSet rows = statement.executeQuery("numbers");
    assertThat(count(rows)).isEqualTo(15);
    TimeUnit.MILLISECONDS.sleep(1200);
    assertThat(rows.next()).isFalse();
    assertThat(server.events).doesNotContain("cancelFlightInfo");
  }

  @Test
  void closingAResultInTheMiddleCancelsItAtOnce() throws Exception {
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 1000));
    ResultSet rows = connection.createStatement().executeQuery("endless");
    for (int i = 0; i < 5000; i++) {
      rows.next();
    }
    long start = System.nanoTime();
    rows.close();
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> rows.getLong(1)).hasMessage("The result set is closed");
  }

  @Test
  void aReaderThatStopsHoldsTheServerBack() throws Exception {
    server.answer("endless", Samples.NUMBERS, server.numbers(Integer.MAX_VALUE, 10_000));
    ResultSet rows = connection.createStatement().executeQuery("endless");
    rows.next();
    int before = -1;
    while (server.batchesSent.get() != before) {
      before = server.batchesSent.get();
      TimeUnit.MILLISECONDS.sleep(300);
    }
    // 80 kB each: five batches in Arrow's queue and gRPC's window, which grows to 8 MB at most
    assertThat(server.batchesSent.get()).isLessThan(250);
    assertThat(driverAllocator.getAllocatedMemory()).isLessThan(2L << 20);
  }

  @Test
  void anInterruptedReaderIsToldAndTheQueryEnds() throws Exception {
    server.answer("silent", Samples.NUMBERS, server.silence(0));
    Statement statement = connection.createStatement();
    Throwable[] failure = new Throwable[1];
    boolean[] stillInterrupted = new boolean[1];
    Thread reader =
        new Thread(
            () -> {
              failure[0] = catchThrowable(() -> statement.executeQuery("silent"));
              stillInterrupted[0] = Thread.currentThread().isInterrupted();
            });
    reader.start();
    while (!server.events.contains("stream silent")) {
      Thread.onSpinWait();
    }
    reader.interrupt();
    reader.join(5000);
    assertThat(stateOf(failure[0])).isEqualTo("57014");
    assertThat(stillInterrupted[0]).isTrue();
    assertThat(server.streamCancelled.await(2, TimeUnit.SECONDS)).isTrue();
  }
}
