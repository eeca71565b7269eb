package io.penstock.gateway.query;

import io.penstock.execution.api.ExecutableQuery;
import io.penstock.execution.api.QueryId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells whether two statements are the same one, sent twice. */
final class StatementDigest {
  private static final QueryId ANY = new QueryId("any");

  private StatementDigest() {}

  /** Of a text and the values of its parameters: not negative, the same in every process. */
  static long of(String text, List<@Nullable Object> parameters) {
    byte[] message =
        new ExecutableQuery(ANY, text, parameters, List.of(), "", "", Map.of()).encode();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(message);
      return ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
