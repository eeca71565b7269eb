package io.penstock.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.gateway.FakeEngine;
import io.penstock.gateway.FakePlanner;
import io.penstock.gateway.session.Namespace;
import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryServiceTest {
  private final RootAllocator allocator = new RootAllocator();
  private final FakeEngine engine = new FakeEngine();
  private final FakePlanner planner = new FakePlanner();
  private final List<QueryRecord> records = new CopyOnWriteArrayList<>();
  private final Session session =
      new Sessions(new Namespace("lake", "default"), Duration.ofHours(1), 10, Clock.systemUTC())
          .open("ann");
  private final QueryService service =
      new QueryService(
          planner,
          engine,
          allocator,
          new QueryLimits(1, 1, Duration.ofMillis(200), Duration.ofSeconds(30), 1 << 20),
          records::add);

  @AfterEach
  void closesEverything() {
    service.close();
    assertThat(engine.open).isZero();
    allocator.close();
  }

  @Test
  void givesAllRowsUnderTheValidatedNameAndRecordsThem() {
    try (ResultStream rows = execute("count 2500", QueryId.random())) {
      assertThat(rows.schema().getFields().get(0).getName()).isEqualTo("number");
      long count = 0;
      while (rows.next()) {
        assertThat(rows.batch().getSchema()).isEqualTo(rows.schema());
        count += rows.batch().getRowCount();
      }
      assertThat(count).isEqualTo(2500);
    }
    assertThat(records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.code()).isEqualTo("OK");
              assertThat(record.state()).isEqualTo(QueryState.FINISHED);
              assertThat(record.rows()).isEqualTo(2500);
              assertThat(record.bytes()).isGreaterThanOrEqualTo(20_000);
              assertThat(record.lane()).isEqualTo("spark");
            });
  }

  @Test
  void recordsAFailureOfThePlannerAndOfTheEngine() {
    assertThatThrownBy(() -> service.prepare(session, "broken"))
        .hasMessageContaining("(line 1, column 1) SQLSTATE: 42601");
    assertThatThrownBy(() -> execute("fail", QueryId.random()))
        .hasMessageContaining("DIVIDE_BY_ZERO");
    assertThat(records)
        .extracting(QueryRecord::code)
        .containsExactly("PARSE_SYNTAX_ERROR", "DIVIDE_BY_ZERO");
    assertThat(service.runningCount()).isZero();
  }

  @Test
  void aResultThatIsClosedEarlyEndsTheQueryAndFreesItsSlot() {
    execute("count 5000", QueryId.random()).close();
    assertThat(records).singleElement().matches(r -> r.state() == QueryState.CANCELED);
    execute("count 1", QueryId.random()).close();
  }

  @Test
  void cancelReachesAReaderThatWaits() throws Exception {
    QueryId id = QueryId.random();
    ResultStream rows = execute("hang", id);
    assertThat(rows.next()).isTrue();
    CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(rows::next);
    assertThat(service.cancel(id, "ben")).isFalse();
    assertThat(service.cancel(id, "ann")).isTrue();
    assertThatThrownBy(waiting::get).hasMessageContaining("QUERY_CANCELED");
    rows.close();
    assertThat(records).singleElement().matches(r -> r.state() == QueryState.CANCELED);
    assertThat(service.cancel(id, "ann")).isFalse();
  }

  @Test
  void aQueryThatRunsTooLongIsStoppedWithATimeout() {
    session.settings().set("penstock.query_timeout", "1");
    try (ResultStream rows = execute("hang", QueryId.random())) {
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(rows::next)
          .isInstanceOfSatisfying(
              PenstockException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.QUERY_TIMEOUT));
    }
  }

  @Test
  void refusesAQueryThatGetsNoSlotInTime() {
    try (ResultStream first = execute("hang", QueryId.random())) {
      assertThat(first.next()).isTrue();
      assertThatThrownBy(() -> execute("count 1", QueryId.random()))
          .hasMessageContaining("TOO_MANY_REQUESTS");
    }
  }

  @Test
  void aChangeIsDoneBeforeItsRowsAreHandedOut() {
    ResultStream rows = execute("change 3", QueryId.random());
    rows.close();
    assertThat(records).singleElement().matches(r -> r.rows() == 3);
  }

  @Test
  void onlyTheEngineSaysHowAChangeEnded() throws Exception {
    QueryId id = QueryId.random();
    CompletableFuture<ResultStream> waiting =
        CompletableFuture.supplyAsync(() -> execute("change hang", id));
    while (!engine.hanging.containsKey(id)) {
      Thread.onSpinWait();
    }
    assertThat(service.cancel(id, "ann")).isTrue();
    try (ResultStream rows = waiting.get()) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.next()).isFalse();
    }
    assertThat(records).singleElement().matches(r -> r.state() == QueryState.FINISHED);
  }

  @Test
  void aChangeWhoseEngineIsLostHasAnUnknownOutcome() {
    assertThatThrownBy(() -> execute("change die", QueryId.random()))
        .isInstanceOfSatisfying(
            PenstockException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.COMMIT_STATE_UNKNOWN));
  }

  @Test
  void everyExecutionAfterTheFirstPlansAnew() {
    Statement statement = service.prepare(session, "count 1");
    for (int i = 0; i < 3; i++) {
      service.execute(statement, QueryId.random(), List.of()).close();
    }
    assertThat(planner.planned).isEqualTo(3);
  }

  @Test
  void aPlanOfAnotherSchemaIsNotUsed() {
    Statement statement = service.prepare(session, "count 1");
    service.execute(service.prepare(session, "USE shop"), QueryId.random(), List.of()).close();
    service.execute(statement, QueryId.random(), List.of()).close();
    assertThat(engine.executed).last().matches(query -> query.schema().equals("shop"));
    assertThat(planner.planned).isEqualTo(3);
  }

  @Test
  void aPlanFromBeforeAChangeIsNotUsed() {
    Statement statement = service.prepare(session, "count 1");
    execute("change 3", QueryId.random()).close();
    service.execute(statement, QueryId.random(), List.of()).close();
    assertThat(planner.planned).isEqualTo(3);
  }

  @Test
  void tellsAStatementFromItsRepetition() {
    long digest = StatementDigest.of("INSERT INTO t VALUES (?, ?)", List.of(1L, "a"));
    assertThat(digest)
        .isNotNegative()
        .isEqualTo(StatementDigest.of("INSERT INTO t VALUES (?, ?)", List.of(1L, "a")))
        .isNotEqualTo(StatementDigest.of("INSERT INTO t VALUES (?, ?)", List.of(1L, "b")))
        .isNotEqualTo(StatementDigest.of("INSERT INTO u VALUES (?, ?)", List.of(1L, "a")));
  }

  @Test
  void countsParameters() {
    Statement statement = service.prepare(session, "count ?");
    assertThatThrownBy(() -> service.execute(statement, QueryId.random(), List.of()))
        .hasMessageContaining("UNBOUND_SQL_PARAMETER");
    service.execute(statement, QueryId.random(), List.of(5L)).close();
    assertThat(engine.executed).singleElement().matches(q -> q.parameters().contains(5L));
  }

  @Test
  void showsTheProgressOfTheSessionsLatestQuery() {
    assertThat(service.progress(session)).isEmpty();
    try (ResultStream rows = execute("hang", QueryId.random())) {
      rows.next();
      assertThat(service.progress(session))
          .get()
          .matches(p -> p.state() == QueryState.RUNNING && p.tasksDone() == 3 && p.rows() == 1000);
    }
    assertThat(service.progress(session)).get().matches(p -> p.state() == QueryState.CANCELED);
  }

  private ResultStream execute(String sql, QueryId id) {
    return service.execute(service.prepare(session, sql), id, List.of());
  }
}
