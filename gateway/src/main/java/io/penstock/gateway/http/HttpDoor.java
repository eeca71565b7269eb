package io.penstock.gateway.http;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.door.FrontDoor;
import io.penstock.gateway.door.House;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP: {@code GET /health} (JSON, for load balancers) and {@code GET /metrics} (Prometheus). Both
 * need no login and tell nothing of queries' content.
 */
public final class HttpDoor implements FrontDoor {
  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final long LIMIT_SECONDS = 10;

  private @Nullable Vertx vertx;

  @Override
  public String name() {
    return "http";
  }

  @Override
  public int defaultPort() {
    return 8080;
  }

  @Override
  public int open(House house, int port) {
    VertxOptions vertxOptions =
        new VertxOptions()
            .setEventLoopPoolSize(2)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false));
    Vertx started = Vertx.vertx(vertxOptions);
    vertx = started;
    HttpServerOptions options = new HttpServerOptions().setHost(house.listening().host());
    options.setPort(port).setIdleTimeout(60);
    house
        .listening()
        .tls()
        .ifPresent(
            tls ->
                options
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .setCertPath(tls.certificate().toString())
                            .setKeyPath(tls.key().toString())));
    Router router = Router.router(started);
    router.get("/health").handler(context -> health(context, house));
    router.get("/metrics").blockingHandler(context -> metrics(context, house), false);
    try {
      HttpServer server =
          started
              .createHttpServer(options)
              .requestHandler(router)
              .listen()
              .toCompletionStage()
              .toCompletableFuture()
              .get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return server.actualPort();
    } catch (ExecutionException | TimeoutException e) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "The HTTP door cannot listen on port "
              + port
              + ": it is taken, or a certificate cannot be read. Choose another port with"
              + " --http-port (0 picks a free one).",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PenstockException(ErrorCode.SHUTTING_DOWN, "Interrupted.", e);
    }
  }

  @Override
  public void close() {
    Vertx open = vertx;
    if (open == null) {
      return;
    }
    vertx = null;
    try {
      open.close().toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the HTTP door did not close cleanly", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void health(RoutingContext context, House house) {
    JsonObject body =
        new JsonObject()
            .put("status", "up")
            .put("engine", house.queries().engineState().get())
            .put("sessions", house.sessions().count())
            .put("queries", house.queries().service().runningCount())
            .put("queued", house.queries().service().queuedCount());
    context.response().putHeader("content-type", "application/json").end(body.encode());
  }

  private static void metrics(RoutingContext context, House house) {
    context
        .response()
        .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
        .end(house.queries().metrics().scrape());
  }
}
