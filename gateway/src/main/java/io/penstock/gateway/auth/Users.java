package io.penstock.gateway.auth;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The users of the configuration: passwords and access tokens. Thread-safe. Compares in constant
 * time and says the same of an unknown user and of a wrong password.
 */
public final class Users {
  private final Map<String, String> passwords;
  private final Map<String, String> tokens;

  /**
   * @param passwords by user
   * @param tokens by user
   */
  public Users(Map<String, String> passwords, Map<String, String> tokens) {
    this.passwords = Map.copyOf(passwords);
    this.tokens = Map.copyOf(tokens);
  }

  /**
   * Checks a password.
   *
   * @return the user
   * @throws PenstockException INVALID_CREDENTIALS
   */
  public String byPassword(String user, String password) {
    String expected = passwords.get(user);
    boolean same = equal(expected == null ? "" : expected, password);
    if (expected == null || !same) {
      throw new PenstockException(ErrorCode.INVALID_CREDENTIALS, "User name or password is wrong.");
    }
    return user;
  }

  /** The user whose access token this is, or null. */
  public @Nullable String byToken(String token) {
    String found = null;
    for (Map.Entry<String, String> entry : tokens.entrySet()) {
      if (equal(entry.getValue(), token)) {
        found = entry.getKey();
      }
    }
    return found;
  }

  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
