package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.Failure;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.auth2.CallHeaderAuthenticator;

/** Lets calls through that carry the process's secret as a bearer token. Thread-safe. */
final class SecretCheck implements CallHeaderAuthenticator {
  private static final String BEARER = "Bearer ";

  private final byte[] secret;

  SecretCheck(String secret) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public AuthResult authenticate(CallHeaders headers) {
    String authorization = headers.get("authorization");
    if (authorization == null || !authorization.startsWith(BEARER)) {
      throw refused();
    }
    byte[] given = authorization.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(secret, given)) {
      throw refused();
    }
    return () -> "gateway";
  }

  private static RuntimeException refused() {
    return FlightFailure.of(
        Failure.of(ErrorCode.INVALID_CREDENTIALS, "The call does not carry this engine's secret."));
  }

  @Override
  public String toString() {
    return "SecretCheck[***]";
  }
}
