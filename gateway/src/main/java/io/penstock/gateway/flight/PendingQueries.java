package io.penstock.gateway.flight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.ByteString;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.gateway.query.Statement;
import io.penstock.gateway.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What clients hold handles of: prepared statements, and queries that GetFlightInfo announced and
 * DoGet will run. Bounded, and forgotten after a while. A handle belongs to the user who made it.
 * Thread-safe.
 */
final class PendingQueries {
  private static final long MAX_HANDLES = 20_000;
  private static final Duration PREPARED_IDLE = Duration.ofHours(8);
  private static final Duration TICKET_LIFE = Duration.ofMinutes(15);

  /** A query that was announced; it runs once. */
  record Announced(QueryId id, Statement statement, List<@Nullable Object> parameters) {}

  /** A prepared statement and the parameters that were bound last. */
  static final class Prepared {
    private final Statement statement;
    private volatile List<@Nullable Object> parameters = List.of();

    Prepared(Statement statement) {
      this.statement = statement;
    }

    Statement statement() {
      return statement;
    }

    List<@Nullable Object> parameters() {
      return parameters;
    }

    void bind(List<@Nullable Object> values) {
      parameters = values;
    }
  }

  private final Cache<String, Prepared> prepared =
      Caffeine.newBuilder().maximumSize(MAX_HANDLES).expireAfterAccess(PREPARED_IDLE).build();
  private final Cache<String, Announced> announced =
      Caffeine.newBuilder().maximumSize(MAX_HANDLES).expireAfterWrite(TICKET_LIFE).build();

  ByteString add(Statement statement) {
    String handle = UUID.randomUUID().toString();
    prepared.put(handle, new Prepared(statement));
    return ByteString.copyFromUtf8(handle);
  }

  /**
   * The prepared statement of a handle.
   *
   * @throws PenstockException STATEMENT_NOT_FOUND
   */
  Prepared prepared(ByteString handle, Session session) {
    Prepared found = prepared.getIfPresent(handle.toStringUtf8());
    if (found == null || !found.statement().session().user().equals(session.user())) {
      throw unknown();
    }
    return found;
  }

  void remove(ByteString handle, Session session) {
    prepared(handle, session);
    prepared.invalidate(handle.toStringUtf8());
  }

  ByteString announce(Announced query) {
    announced.put(query.id().value(), query);
    return ByteString.copyFromUtf8(query.id().value());
  }

  /**
   * Takes an announced query; a ticket is good for one run.
   *
   * @throws PenstockException STATEMENT_NOT_FOUND
   */
  Announced take(ByteString handle, Session session) {
    Announced found = announced.getIfPresent(handle.toStringUtf8());
    if (found == null
        || !found.statement().session().user().equals(session.user())
        || !announced.asMap().remove(handle.toStringUtf8(), found)) {
      throw unknown();
    }
    return found;
  }

  /** Takes back an announced query that nobody has begun to read. */
  boolean withdraw(QueryId id, Session session) {
    Announced found = announced.getIfPresent(id.value());
    return found != null
        && found.statement().session().user().equals(session.user())
        && announced.asMap().remove(id.value(), found);
  }

  private static PenstockException unknown() {
    return new PenstockException(
        ErrorCode.STATEMENT_NOT_FOUND,
        "The statement is not known: it was closed, has run already, or is too old. Send it again.");
  }
}
