package io.penstock.execution.warehouses;

import io.penstock.execution.api.Engine;
import io.penstock.execution.api.EngineStatus;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.execution.api.StatementOutline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine in a child process that is started when the first statement needs it and again after it
 * has died. A statement that was running when it died fails with {@link ErrorCode#ENGINE_LOST}, and
 * then it is dead: one that only stopped answering is killed first. Nothing is run twice.
 * Thread-safe; {@link #execute} blocks while the process starts.
 */
public final class SupervisedEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(SupervisedEngine.class);

  /** Between the broken connection and the end of the process that caused it. */
  private static final Duration DEATH_NOTICE = Duration.ofMillis(500);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

  /** What a process's life is worth watching for: it and the client that talks to it. */
  private record Running(EngineProcess process, RemoteEngine client) {
    void stop() {
      client.close();
      process.close();
    }
  }

  private final EngineLaunch launch;
  private final BufferAllocator allocator;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Running running;
  private volatile boolean closed;

  /**
   * @param allocator lent; for what is not part of a statement
   */
  public SupervisedEngine(EngineLaunch launch, BufferAllocator allocator) {
    this.launch = launch;
    this.allocator = allocator;
  }

  /** Makes the class-data-sharing archive of an engine's distribution; takes about a minute. */
  public static void train(EngineLaunch launch) {
    EngineProcess.train(launch);
  }

  /** Starts the process unless it runs; returns when it is ready. */
  public void ensureStarted() {
    started();
  }

  /** The process that runs now. */
  public Optional<Long> pid() {
    Running current = running;
    return current != null && current.process().isAlive()
        ? Optional.of(current.process().pid())
        : Optional.empty();
  }

  @Override
  public ResultStream execute(ExecutableQuery query, BufferAllocator statementAllocator) {
    return ask(client -> client.execute(query, statementAllocator));
  }

  @Override
  public StatementOutline outline(String text, Map<String, String> settings) {
    return ask(client -> client.outline(text, settings));
  }

  @Override
  public Schema describe(ExecutableQuery query) {
    return ask(client -> client.describe(query));
  }

  private <T> T ask(Function<RemoteEngine, T> question) {
    Running current = started();
    try {
      return question.apply(current.client());
    } catch (PenstockException e) {
      if (e.code() == ErrorCode.ENGINE_LOST) {
        current.process().awaitDeath(DEATH_NOTICE);
      }
      throw e;
    }
  }

  @Override
  public boolean cancel(QueryId id) {
    Running current = running;
    return current != null && current.process().isAlive() && current.client().cancel(id);
  }

  @Override
  public EngineStatus status() {
    Running current = running;
    return current != null && current.process().isAlive()
        ? current.client().status()
        : new EngineStatus(List.of(), 0);
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (!lock.tryLock(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("an engine is still starting; it ends by itself when this process does");
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      Running current = running;
      if (current != null) {
        current.stop();
        running = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Running started() {
    Running current = running;
    if (current != null && current.process().isAlive()) {
      return current;
    }
    lock.lock();
    try {
      if (closed) {
        throw new PenstockException(ErrorCode.SHUTTING_DOWN, "The server is shutting down.");
      }
      Running present = running;
      if (present != null && present.process().isAlive()) {
        return present;
      }
      if (present != null) {
        LOG.warn("engine {} has died; a new one is started", present.process().pid());
        present.stop();
        running = null;
      }
      EngineProcess process = EngineProcess.start(launch);
      RemoteEngine client =
          new RemoteEngine("127.0.0.1", process.port(), process.secret(), allocator, process::kill);
      Running fresh = new Running(process, client);
      running = fresh;
      return fresh;
    } finally {
      lock.unlock();
    }
  }
}
