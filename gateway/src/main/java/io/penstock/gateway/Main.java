package io.penstock.gateway;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.warehouses.SupervisedEngine;
import io.penstock.gateway.config.ServerConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server's command line. */
@Command(
    name = "penstock",
    subcommands = {Main.Serve.class, Main.PrepareEngine.class})
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    CommandLine commands = new CommandLine(new Main()).setOverwrittenOptionsAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println("penstock: " + explain(failure));
          return 1;
        });
    System.exit(commands.execute(args));
  }

  private static String explain(Exception failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof PenstockException known) {
      return known.failure().message() + " [" + known.failure().condition() + "]";
    }
    return "stopped by an unexpected error: " + cause;
  }

  @Command(name = "server", description = "Serves a lake until it is stopped (Ctrl-C).")
  static final class Serve implements Callable<Integer> {
    @Option(names = "--lake", required = true, description = "folder with the Delta tables")
    private Path lake = Path.of("");

    @Option(names = "--data", description = "folder for the server's own files [LAKE/.penstock]")
    private @Nullable Path data;

    @Option(names = "--config", description = "properties file")
    private @Nullable Path config;

    @Option(names = "--host", description = "address to listen on [127.0.0.1]")
    private @Nullable String host;

    @Option(names = "--flight-port", description = "Arrow Flight SQL; 0 picks one [32010]")
    private @Nullable Integer flightPort;

    @Option(names = "--http-port", description = "HTTP; 0 picks one [8080]")
    private @Nullable Integer httpPort;

    @Option(names = "--pg-port", description = "PostgreSQL wire; 0 picks one [15432]")
    private @Nullable Integer postgresPort;

    @Option(names = "--spark-engine", required = true, hidden = true)
    private Path sparkEngine = Path.of("");

    @Override
    public Integer call() throws InterruptedException, IOException {
      if (!Files.isDirectory(lake)) {
        throw new PenstockException(
            ErrorCode.INVALID_SETTING,
            "There is no lake folder "
                + lake
                + ". Make it, or generate one with"
                + " `./penstock generate tpch --scale 0.1 --lake "
                + lake
                + "`.");
      }
      if (!Files.isReadable(lake) || !Files.isExecutable(lake)) {
        throw new PenstockException(
            ErrorCode.STORAGE_ACCESS_DENIED,
            "The lake folder " + lake + " cannot be read by this user. Give it read permission.");
      }
      ServerConfig settings = settings();
      DataFolder folder =
          DataFolder.open((data == null ? lake.resolve(".penstock") : data).toAbsolutePath());
      // read by logback.xml when the first logger is made, which is now
      System.setProperty("penstock.logs", folder.logs().toString());
      CountDownLatch stopped = new CountDownLatch(1);
      Server.Place place = new Server.Place(lake.toAbsolutePath(), sparkEngine.toAbsolutePath());
      Server server = Server.start(place, folder, settings);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
      greet(server.endpoints(), System.out);
      server.awaitEngine();
      System.out.println("The Spark engine is ready. Ctrl-C stops everything.");
      System.out.flush();
      stopped.await();
      return 0;
    }

    private static void stop(Server server, CountDownLatch stopped) {
      server.close();
      stopped.countDown();
    }

    private ServerConfig settings() {
      Properties properties = config == null ? new Properties() : ServerConfig.read(config);
      put(properties, "host", host);
      put(properties, "flight.port", flightPort);
      put(properties, "http.port", httpPort);
      put(properties, "postgres.port", postgresPort);
      return ServerConfig.of(properties, System.getenv());
    }

    private static void put(Properties properties, String key, @Nullable Object value) {
      if (value != null) {
        properties.setProperty(key, value.toString());
      }
    }

    private static void greet(Map<String, Object> endpoints, PrintStream out) {
      out.println("Penstock listens:");
      out.println("  Flight SQL  grpc://" + endpoints.get("host") + ":" + endpoints.get("flight"));
      out.println("  HTTP        http://" + endpoints.get("host") + ":" + endpoints.get("http"));
      if (endpoints.containsKey("postgres")) {
        out.println("  PostgreSQL  " + endpoints.get("host") + ":" + endpoints.get("postgres"));
      }
      if (endpoints.containsKey("jdbc")) {
        out.println("  JDBC        " + endpoints.get("jdbc"));
      }
      out.flush();
    }
  }

  @Command(
      name = "prepare-engine",
      hidden = true,
      description = "Writes the class-data-sharing archive of the Spark engine.")
  static final class PrepareEngine implements Callable<Integer> {
    @Option(names = "--spark-engine", required = true)
    private Path sparkEngine = Path.of("");

    @Option(names = "--scratch", required = true)
    private Path scratch = Path.of("");

    @Override
    public Integer call() {
      System.setProperty("penstock.logs", scratch.toString());
      SupervisedEngine.train(
          Engines.spark(sparkEngine.toAbsolutePath(), "2g", 2, scratch, scratch));
      return 0;
    }
  }
}
