package io.penstock.execution.spark;

import io.penstock.execution.api.EngineProtocol;
import io.penstock.execution.api.EngineStatus;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.Failure;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.StatementStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.Ticket;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The engine's side of {@link EngineProtocol}: starts statements, each on its own thread, and finds
 * them for cancel and status. Thread-safe; never blocks.
 */
final class EngineFlightProducer extends NoOpFlightProducer {
  static final int MAX_STATEMENTS = 64;

  private final SparkContext context;
  private final Statement.Services services;
  private final ExecutorService threads;
  private final Map<String, Statement> running = new ConcurrentHashMap<>();
  private final Deque<Integer> freeSlots = new ArrayDeque<>();
  private final AtomicLong sequence = new AtomicLong();

  /**
   * @param threads on which statements run, at least {@link #MAX_STATEMENTS}
   */
  EngineFlightProducer(SparkContext context, Statement.Services services, ExecutorService threads) {
    this.context = context;
    this.services = services;
    this.threads = threads;
    for (int slot = 0; slot < MAX_STATEMENTS; slot++) {
      freeSlots.add(slot);
    }
  }

  @Override
  public void getStream(CallContext call, Ticket ticket, ServerStreamListener listener) {
    ExecutableQuery query;
    try {
      query = ExecutableQuery.decode(ticket.getBytes());
    } catch (IllegalArgumentException e) {
      refuse(listener, ErrorCode.INTERNAL_ERROR, "The ticket is not a query of this version.");
      return;
    }
    Integer slot = takeSlot();
    if (slot == null) {
      refuse(
          listener,
          ErrorCode.TOO_MANY_REQUESTS,
          "The engine runs " + MAX_STATEMENTS + " statements already. Try again later.");
      return;
    }
    JobGroup group =
        new JobGroup(context, query.id() + "-" + sequence.incrementAndGet(), "statement-" + slot);
    Statement statement = new Statement(query, group, services, listener);
    running.put(group.name(), statement);
    threads.execute(
        () -> {
          try {
            statement.run();
          } finally {
            running.remove(group.name());
            giveSlot(slot);
          }
        });
  }

  boolean runsOthersThan(Set<QueryId> own) {
    return running.values().stream().anyMatch(statement -> !own.contains(statement.id()));
  }

  private static void refuse(ServerStreamListener listener, ErrorCode code, String message) {
    listener.error(FlightFailure.of(Failure.of(code, message)));
  }

  private @Nullable Integer takeSlot() {
    synchronized (freeSlots) {
      return freeSlots.poll();
    }
  }

  private void giveSlot(Integer slot) {
    synchronized (freeSlots) {
      freeSlots.add(slot);
    }
  }

  @Override
  public void doAction(CallContext call, Action action, StreamListener<Result> listener) {
    switch (action.getType()) {
      case EngineProtocol.OUTLINE, EngineProtocol.DESCRIBE -> answer(action, listener);
      case EngineProtocol.CANCEL -> {
        boolean found = cancel(new String(action.getBody(), StandardCharsets.UTF_8));
        listener.onNext(new Result(new byte[] {(byte) (found ? 1 : 0)}));
        listener.onCompleted();
      }
      case EngineProtocol.STATUS -> {
        listener.onNext(new Result(status().encode()));
        listener.onCompleted();
      }
      default ->
          listener.onError(
              CallStatus.UNIMPLEMENTED
                  .withDescription("unknown action " + action.getType())
                  .toRuntimeException());
    }
  }

  /** On a statement's thread: analysis reads logs. */
  private void answer(Action action, StreamListener<Result> listener) {
    ExecutableQuery query;
    try {
      query = ExecutableQuery.decode(action.getBody());
    } catch (IllegalArgumentException e) {
      listener.onError(
          FlightFailure.of(
              Failure.of(ErrorCode.INTERNAL_ERROR, "The message is not a query of this version.")));
      return;
    }
    threads.execute(
        () -> {
          Questions questions = new Questions(query, services.sessions());
          try {
            byte[] answer =
                action.getType().equals(EngineProtocol.OUTLINE)
                    ? questions.outline()
                    : questions.describe();
            listener.onNext(new Result(answer));
            listener.onCompleted();
          } catch (Throwable e) {
            listener.onError(FlightFailure.of(new Failures(query).of(e)));
          }
        });
  }

  private boolean cancel(String id) {
    boolean found = false;
    for (Statement statement : running.values()) {
      if (statement.id().value().equals(id)) {
        statement.cancel();
        found = true;
      }
    }
    return found;
  }

  private EngineStatus status() {
    List<StatementStatus> statements = new ArrayList<>();
    running.values().forEach(statement -> statements.add(statement.status()));
    statements.sort(Comparator.comparing(StatementStatus::elapsed).reversed());
    Runtime runtime = Runtime.getRuntime();
    return new EngineStatus(statements, runtime.totalMemory() - runtime.freeMemory());
  }
}
