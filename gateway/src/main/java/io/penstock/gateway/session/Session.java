package io.penstock.gateway.session;

import io.penstock.execution.api.SessionId;
import io.penstock.planner.PlanningContext;
import java.time.Instant;

/** One client's state between its statements. Thread-safe. */
public final class Session {
  private final SessionId id;
  private final String user;
  private final SessionSettings settings = new SessionSettings();
  private final TemporaryViews temporaryViews = new TemporaryViews();
  private final Declarations declarations = new Declarations();
  private volatile Namespace namespace;
  private volatile Instant lastUsed;

  Session(SessionId id, String user, Namespace namespace, Instant now) {
    this.id = id;
    this.user = user;
    this.namespace = namespace;
    this.lastUsed = now;
  }

  public SessionId id() {
    return id;
  }

  public String user() {
    return user;
  }

  public SessionSettings settings() {
    return settings;
  }

  public TemporaryViews temporaryViews() {
    return temporaryViews;
  }

  public Declarations declarations() {
    return declarations;
  }

  public Namespace namespace() {
    return namespace;
  }

  /** Moves to another schema; the caller has checked that it exists. */
  public void use(Namespace target) {
    namespace = target;
  }

  /** What of this session bears on planning. */
  public PlanningContext planningContext() {
    Namespace now = namespace;
    return new PlanningContext(
        now.catalog(), now.schema(), settings.forPlanning(), temporaryViews.all());
  }

  Instant lastUsed() {
    return lastUsed;
  }

  void touch(Instant now) {
    lastUsed = now;
  }
}
