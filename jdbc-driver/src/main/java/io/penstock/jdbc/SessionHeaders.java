package io.penstock.jdbc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.net.HttpCookie;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the credentials and the session's cookies on every call. A Bearer token that the server
 * issues replaces the user's password. Thread-safe.
 */
final class SessionHeaders implements ClientInterceptor {

  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> COOKIE =
      Metadata.Key.of("cookie", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> SET_COOKIE =
      Metadata.Key.of("set-cookie", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";

  private final Map<String, String> cookies = new ConcurrentHashMap<>();
  private volatile @Nullable String authorization;

  SessionHeaders(ConnectionOptions options) {
    String token = options.token();
    String user = options.user();
    if (token != null) {
      authorization = BEARER + token;
    } else if (user != null) {
      String password = options.password();
      String pair = user + ":" + (password == null ? "" : password);
      authorization =
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        send(headers);
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onHeaders(Metadata received) {
                receive(received);
                super.onHeaders(received);
              }

              /** An answer without a message, as that of a handshake, has trailers only. */
              @Override
              public void onClose(Status status, Metadata trailers) {
                receive(trailers);
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private void send(Metadata headers) {
    String credentials = authorization;
    if (credentials != null) {
      headers.put(AUTHORIZATION, credentials);
    }
    if (!cookies.isEmpty()) {
      headers.put(
          COOKIE,
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
  }

  private void receive(Metadata headers) {
    String credentials = headers.get(AUTHORIZATION);
    if (credentials != null && credentials.startsWith(BEARER)) {
      authorization = credentials;
    }
    Iterable<String> received = headers.getAll(SET_COOKIE);
    if (received != null) {
      received.forEach(this::keep);
    }
  }

  private void keep(String header) {
    for (HttpCookie cookie : HttpCookie.parse(header)) {
      if (cookie.hasExpired()) {
        cookies.remove(cookie.getName());
      } else {
        cookies.put(cookie.getName(), cookie.getValue());
      }
    }
  }
}
