package io.penstock.gateway.session;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All open sessions. Bounded: idle ones end after a while, and there are only so many at once.
 * Thread-safe.
 */
public final class Sessions {
  private final Namespace start;
  private final Duration idleLimit;
  private final int limit;
  private final Clock clock;
  private final Map<SessionId, Session> open = new ConcurrentHashMap<>();

  /**
   * @param start where a new session's short names are looked up
   * @param idleLimit after which an unused session ends
   * @param limit of sessions open at once
   */
  public Sessions(Namespace start, Duration idleLimit, int limit, Clock clock) {
    this.start = start;
    this.idleLimit = idleLimit;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @throws PenstockException TOO_MANY_REQUESTS if there are too many
   */
  public Session open(String user) {
    return open(SessionId.random(), user);
  }

  /** The session that a user's calls share when they name none; opened on first use. */
  public Session shared(String user) {
    SessionId id = sharedId(user);
    return find(id).orElseGet(() -> open(id, user));
  }

  /** Whether this is a session that {@link #shared} gives out; its id is no secret. */
  public boolean isShared(Session session) {
    return session.id().equals(sharedId(session.user()));
  }

  /** The open session of this id; its idle time starts anew. */
  public Optional<Session> find(SessionId id) {
    Instant now = clock.instant();
    Session session = open.get(id);
    if (session == null) {
      return Optional.empty();
    }
    if (expired(session, now)) {
      open.remove(id, session);
      return Optional.empty();
    }
    session.touch(now);
    return Optional.of(session);
  }

  /** Ends a session; its running queries go on until their clients leave. */
  public boolean close(SessionId id) {
    return open.remove(id) != null;
  }

  /** How many are open. */
  public int count() {
    return open.size();
  }

  private static SessionId sharedId(String user) {
    byte[] name = ("shared " + user).getBytes(StandardCharsets.UTF_8);
    return new SessionId(UUID.nameUUIDFromBytes(name).toString());
  }

  private Session open(SessionId id, String user) {
    Instant now = clock.instant();
    if (open.size() >= limit) {
      open.values().removeIf(session -> expired(session, now));
    }
    if (open.size() >= limit) {
      throw new PenstockException(
          ErrorCode.TOO_MANY_REQUESTS,
          "There are " + limit + " open sessions already. Close some, or try again later.");
    }
    Session session = new Session(id, user, start, now);
    open.put(id, session);
    return session;
  }

  private boolean expired(Session session, Instant now) {
    return session.lastUsed().plus(idleLimit).isBefore(now);
  }
}
