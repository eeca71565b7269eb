package io.penstock.gateway.flight;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.SessionId;
import io.penstock.gateway.auth.Users;
import io.penstock.gateway.session.Session;
import io.penstock.gateway.session.Sessions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightMethod;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;

/**
 * Finds the session of every call.
 *
 * <p>A handshake opens a session, with a password (Basic) or an access token (Bearer), and answers
 * with a session token (Bearer) and a cookie. Later calls name their session by either. A call with
 * a password or an access token alone, as some clients make them all, is in the session that this
 * user's nameless calls share.
 */
final class CallAuthentication
    implements FlightServerMiddleware.Factory<CallAuthentication.CallSession> {

  static final FlightServerMiddleware.Key<CallSession> KEY =
      FlightServerMiddleware.Key.of("penstock-session");

  private static final String AUTHORIZATION = "authorization";
  private static final String COOKIE = "arrow_flight_session_id";

  /** The session of one call, and what its answer's headers say of it. */
  static final class CallSession implements FlightServerMiddleware {
    private final Session session;
    private final boolean opened;

    CallSession(Session session, boolean opened) {
      this.session = session;
      this.opened = opened;
    }

    Session session() {
      return session;
    }

    @Override
    public void onBeforeSendingHeaders(CallHeaders headers) {
      if (opened) {
        headers.insert(AUTHORIZATION, "Bearer " + session.id());
        headers.insert("set-cookie", COOKIE + "=" + session.id() + "; HttpOnly; SameSite=Strict");
      }
    }

    @Override
    public void onCallCompleted(CallStatus status) {}

    @Override
    public void onCallErrored(Throwable err) {}
  }

  private final Users users;
  private final Sessions sessions;

  CallAuthentication(Users users, Sessions sessions) {
    this.users = users;
    this.sessions = sessions;
  }

  @Override
  public CallSession onCallStarted(CallInfo info, CallHeaders headers, RequestContext context) {
    try {
      return authenticate(info, headers);
    } catch (PenstockException e) {
      throw FlightErrors.of(e, Optional.empty());
    }
  }

  private CallSession authenticate(CallInfo info, CallHeaders headers) {
    String authorization = headers.get(AUTHORIZATION);
    int blank = authorization == null ? -1 : authorization.indexOf(' ');
    if (authorization == null || blank < 0) {
      throw new PenstockException(
          ErrorCode.INVALID_CREDENTIALS, "Log in with user and password, or with a token.");
    }
    String scheme = authorization.substring(0, blank).toLowerCase(Locale.ROOT);
    String value = authorization.substring(blank + 1).trim();
    if (scheme.equals("bearer")) {
      Optional<Session> session = bySessionToken(value);
      if (session.isPresent()) {
        return new CallSession(session.get(), false);
      }
    }
    String user = user(scheme, value);
    if (info.method() == FlightMethod.HANDSHAKE) {
      return new CallSession(sessions.open(user), true);
    }
    Session session = byCookie(headers, user).orElseGet(() -> sessions.shared(user));
    return new CallSession(session, false);
  }

  private String user(String scheme, String value) {
    if (scheme.equals("basic")) {
      String[] parts = decode(value).split(":", 2);
      if (parts.length == 2) {
        return users.byPassword(parts[0], parts[1]);
      }
    }
    String owner = scheme.equals("bearer") ? users.byToken(value) : null;
    if (owner == null) {
      throw new PenstockException(
          ErrorCode.INVALID_CREDENTIALS,
          "The token is wrong, or its session has ended. Log in again.");
    }
    return owner;
  }

  private Optional<Session> bySessionToken(String token) {
    return token.isEmpty() || token.length() > 64
        ? Optional.empty()
        : sessions.find(new SessionId(token)).filter(s -> !sessions.isShared(s));
  }

  private Optional<Session> byCookie(CallHeaders headers, String user) {
    Iterable<String> cookies = headers.getAll("cookie");
    if (cookies == null) {
      return Optional.empty();
    }
    for (String header : cookies) {
      for (String cookie : header.split(";", -1)) {
        String[] pair = cookie.trim().split("=", 2);
        if (pair.length == 2 && pair[0].equals(COOKIE)) {
          return bySessionToken(unquote(pair[1])).filter(s -> s.user().equals(user));
        }
      }
    }
    return Optional.empty();
  }

  private static String unquote(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }

  /** Base64 with or without padding, standard or URL-safe: clients differ. */
  private static String decode(String value) {
    try {
      String standard = value.replace('-', '+').replace('_', '/');
      return new String(Base64.getDecoder().decode(standard), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new PenstockException(
          ErrorCode.INVALID_CREDENTIALS, "The Basic credentials are not valid base64.", e);
    }
  }
}
