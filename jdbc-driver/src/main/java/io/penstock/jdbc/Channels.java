package io.penstock.jdbc;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Opens gRPC channels, with TLS or without. */
final class Channels {

  /** Room for an error message that quotes a long statement. */
  private static final int MAX_METADATA_BYTES = 4 << 20;

  /** gRPC servers hang up on clients that ping more often than every five minutes. */
  private static final int KEEP_ALIVE_MINUTES = 6;

  private Channels() {}

  static ManagedChannel open(ConnectionOptions options) throws SQLException {
    String host = options.host().replaceAll("[\\[\\]]", "");
    NettyChannelBuilder builder =
        NettyChannelBuilder.forAddress(host, options.port())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .maxInboundMetadataSize(MAX_METADATA_BYTES)
            .disableRetry()
            .keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES)
            .withOption(
                ChannelOption.CONNECT_TIMEOUT_MILLIS, options.connectTimeoutSeconds() * 1000)
            .intercept(new SessionHeaders(options));
    if (options.useEncryption()) {
      builder.useTransportSecurity().sslContext(sslContext(options));
    } else {
      builder.usePlaintext();
    }
    return builder.build();
  }

  private static SslContext sslContext(ConnectionOptions options) throws SQLException {
    try {
      SslContextBuilder builder = GrpcSslContexts.forClient();
      String trustStore = options.trustStore();
      if (options.disableCertificateVerification()) {
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
      } else if (trustStore != null) {
        builder.trustManager(trustManagers(trustStore, options.trustStorePassword()));
      }
      return builder.build();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new SQLException(
          "TLS cannot be set up"
              + (options.trustStore() == null ? "" : " with trustStore " + options.trustStore())
              + ": "
              + e.getMessage(),
          "08001",
          e);
    }
  }

  private static TrustManagerFactory trustManagers(String file, @Nullable String password)
      throws IOException, GeneralSecurityException {
    KeyStore store =
        KeyStore.getInstance(
            Path.of(file).toFile(), password == null ? null : password.toCharArray());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
