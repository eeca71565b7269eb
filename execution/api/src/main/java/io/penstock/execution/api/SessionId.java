package io.penstock.execution.api;

import java.util.UUID;

/** Identifies one client's session. An RFC 4122 UUID, because some clients insist on one. */
public record SessionId(String value) {
  public SessionId {
    if (value.isEmpty() || value.length() > 64) {
      throw new IllegalArgumentException("session id must have 1 to 64 characters");
    }
  }

  /** A new identifier that no other session has. */
  public static SessionId random() {
    return new SessionId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
