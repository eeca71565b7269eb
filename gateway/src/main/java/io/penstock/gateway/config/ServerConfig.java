package io.penstock.gateway.config;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The server's configuration, read once from a properties file and the environment (key {@code
 * query.timeout_seconds} is variable {@code PENSTOCK_QUERY_TIMEOUT_SECONDS}; the environment wins).
 * Unknown keys and malformed values are all reported at once.
 */
public final class ServerConfig {
  private static final String PREFIX = "PENSTOCK_";
  private static final String USER = "auth.user.";
  private static final String TOKEN = "auth.token.";

  private enum Kind {
    TEXT,
    NUMBER,
    FOLDERS
  }

  private record Key(String name, Kind kind, String initial, String purpose) {}

  private static final List<Key> KEYS =
      List.of(
          new Key("host", Kind.TEXT, "127.0.0.1", "address that the doors listen on"),
          new Key("flight.port", Kind.NUMBER, "32010", "port of Arrow Flight SQL; 0 = any"),
          new Key("http.port", Kind.NUMBER, "8080", "port of HTTP; 0 = any"),
          new Key("postgres.port", Kind.NUMBER, "15432", "port of the PostgreSQL wire; 0 = any"),
          new Key("tls.certificate", Kind.TEXT, "", "PEM file; encrypts every door"),
          new Key("tls.key", Kind.TEXT, "", "PEM file with the private key, PKCS#8"),
          new Key(
              "lake.external_folders",
              Kind.FOLDERS,
              "",
              "folders besides the lake for LOCATION and paths, with commas between"),
          new Key("engine.spark.heap", Kind.TEXT, "2g", "heap of the Spark engine"),
          new Key("engine.spark.cores", Kind.NUMBER, "0", "cores of the engine; 0 = all"),
          new Key("query.max_running", Kind.NUMBER, "32", "queries that run at once"),
          new Key("query.max_queued", Kind.NUMBER, "256", "queries that wait at once"),
          new Key("query.max_wait_seconds", Kind.NUMBER, "300", "how long one waits for a slot"),
          new Key("query.timeout_seconds", Kind.NUMBER, "7200", "how long a query may take"),
          new Key("session.idle_seconds", Kind.NUMBER, "28800", "after which a session ends"),
          new Key("session.max", Kind.NUMBER, "10000", "sessions open at once"));

  private final Map<String, String> values;
  private final Map<String, String> passwords;
  private final Map<String, String> tokens;

  private ServerConfig(
      Map<String, String> values, Map<String, String> passwords, Map<String, String> tokens) {
    this.values = Map.copyOf(values);
    this.passwords = Map.copyOf(passwords);
    this.tokens = Map.copyOf(tokens);
  }

  /**
   * Reads a file.
   *
   * @throws PenstockException INVALID_SETTING naming everything that is wrong
   */
  public static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING, "The configuration file cannot be read: " + file, e);
    }
  }

  /**
   * Checks a configuration.
   *
   * @param properties from a file and the command line; its keys win over the environment's
   * @param environment as of {@link System#getenv()}
   * @throws PenstockException INVALID_SETTING naming everything that is wrong
   */
  public static ServerConfig of(Properties properties, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>();
    Map<String, String> passwords = new TreeMap<>();
    Map<String, String> tokens = new TreeMap<>();
    List<String> faults = new ArrayList<>();
    for (Key key : KEYS) {
      String variable = PREFIX + key.name().replace('.', '_').toUpperCase(Locale.ROOT);
      String value =
          properties.getProperty(key.name(), environment.getOrDefault(variable, key.initial()));
      if (key.kind() == Kind.NUMBER && !value.matches("\\d{1,9}")) {
        faults.add(key.name() + " takes a whole number, not '" + value + "'");
      }
      if (key.kind() == Kind.FOLDERS) {
        checkFolders(key.name(), value, faults);
      }
      values.put(key.name(), value.trim());
    }
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      String value = properties.getProperty(name);
      if (name.startsWith(USER) && name.length() > USER.length()) {
        passwords.put(name.substring(USER.length()), value);
      } else if (name.startsWith(TOKEN) && name.length() > TOKEN.length()) {
        tokens.put(name.substring(TOKEN.length()), value);
      } else if (!values.containsKey(name)) {
        faults.add("there is no key " + name);
      }
    }
    checkSecrets(passwords, tokens, faults);
    if (values.getOrDefault("tls.certificate", "").isEmpty()
        != values.getOrDefault("tls.key", "").isEmpty()) {
      faults.add("tls.certificate and tls.key go together");
    }
    if (!faults.isEmpty()) {
      throw new PenstockException(
          ErrorCode.INVALID_SETTING,
          "The configuration has faults: " + String.join("; ", faults) + ".\n" + help());
    }
    return new ServerConfig(values, passwords, tokens);
  }

  /** Every key with its default and purpose, a line each. */
  public static String help() {
    StringBuilder text = new StringBuilder("Keys:\n");
    for (Key key : KEYS) {
      text.append(
          String.format(
              Locale.ROOT, "  %-24s %s [%s]%n", key.name(), key.purpose(), key.initial()));
    }
    text.append(String.format(Locale.ROOT, "  %-24s %s%n", USER + "NAME", "password of a user"));
    return text.append(
            String.format(Locale.ROOT, "  %-24s %s", TOKEN + "NAME", "access token of a user"))
        .toString();
  }

  public String text(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no such key: " + key);
    }
    return value;
  }

  /** The absolute paths in a list of folders. */
  public List<Path> folders(String key) {
    return split(text(key)).map(Path::of).toList();
  }

  public int number(String key) {
    return Integer.parseInt(text(key));
  }

  /** Passwords by user. */
  public Map<String, String> passwords() {
    return passwords;
  }

  /** Access tokens by user. */
  public Map<String, String> tokens() {
    return tokens;
  }

  @Override
  public String toString() {
    return values + " users=" + passwords.keySet() + " passwords=*** tokens=***";
  }

  private static Stream<String> split(String list) {
    return Arrays.stream(list.split(",")).map(String::trim).filter(folder -> !folder.isEmpty());
  }

  private static void checkFolders(String key, String list, List<String> faults) {
    split(list)
        .filter(folder -> !folder.startsWith("/") || !Files.isDirectory(Path.of(folder)))
        .forEach(folder -> faults.add(key + " takes absolute paths of folders, not " + folder));
  }

  private static void checkSecrets(
      Map<String, String> passwords, Map<String, String> tokens, List<String> faults) {
    passwords.forEach(
        (user, password) -> {
          if (password.isEmpty()) {
            faults.add(USER + user + " is empty");
          }
        });
    tokens.forEach(
        (user, token) -> {
          if (token.length() < 16) {
            faults.add(TOKEN + user + " has fewer than 16 characters");
          }
        });
  }
}
