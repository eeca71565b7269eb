package io.penstock.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to connect: {@code jdbc:penstock://host:port[/catalog[.schema]][?name=value&...]}.
 * Values in the URL are percent-encoded and win over properties of the same name. A name that is
 * not known is an error in the URL; among the properties it is ignored, since tools add their own.
 */
record ConnectionOptions(String host, int port, Map<Option, String> values) {

  static final String PREFIX = "jdbc:penstock:";
  private static final int DEFAULT_PORT = 32010;
  private static final int DEFAULT_CONNECT_SECONDS = 10;
  private static final String FORM =
      "jdbc:penstock://host:port[/catalog[.schema]][?user=...&password=...]";
  private static final Pattern URL =
      Pattern.compile(
          "jdbc:penstock://(\\[[0-9a-fA-F:.]+]|[^\\[\\]/?:#@]+)(?::(\\d{1,5}))?(/[^?]*)?(?:\\?(.*))?");

  /** The names that a URL or the properties may have. */
  enum Option {
    USER("user", "the user's name"),
    PASSWORD("password", "the user's password"),
    TOKEN("token", "an access token, in place of user and password"),
    CATALOG("catalog", "the catalog to start in"),
    SCHEMA("schema", "the schema to start in"),
    USE_ENCRYPTION("useEncryption", "true for TLS; the default is false on loopback, else true"),
    DISABLE_CERTIFICATE_VERIFICATION(
        "disableCertificateVerification", "true to accept any certificate (default false)"),
    TRUST_STORE("trustStore", "a PKCS12 or JKS file with the certificates to trust"),
    TRUST_STORE_PASSWORD("trustStorePassword", "the password of that file"),
    CONNECT_TIMEOUT("connectTimeout", "seconds to wait for the connection (default 10)");

    private final String key;
    private final String meaning;

    Option(String key, String meaning) {
      this.key = key;
      this.meaning = meaning;
    }

    String key() {
      return key;
    }

    String meaning() {
      return meaning;
    }

    static String names() {
      return Arrays.stream(values()).map(Option::key).collect(Collectors.joining(", "));
    }

    private static @Nullable Option named(String name) {
      for (Option option : values()) {
        if (option.key.equalsIgnoreCase(name)) {
          return option;
        }
      }
      return null;
    }
  }

  ConnectionOptions {
    values = Map.copyOf(values);
  }

  static ConnectionOptions parse(String url, Properties properties) throws SQLException {
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches()) {
      throw malformed("it must have the form " + FORM);
    }
    Map<Option, String> values = new LinkedHashMap<>();
    for (String name : properties.stringPropertyNames()) {
      Option option = Option.named(name);
      if (option != null) {
        values.put(option, properties.getProperty(name));
      }
    }
    putPath(values, matcher.group(3));
    putQuery(values, matcher.group(4));
    int port = matcher.group(2) == null ? DEFAULT_PORT : Integer.parseInt(matcher.group(2));
    if (port < 1 || port > 65_535) {
      throw malformed("port " + port + " is not between 1 and 65535");
    }
    ConnectionOptions options = new ConnectionOptions(matcher.group(1), port, values);
    options.check();
    return options;
  }

  private static void putPath(Map<Option, String> values, @Nullable String path)
      throws SQLException {
    if (path == null || path.equals("/")) {
      return;
    }
    String[] names = path.substring(1).split("\\.", -1);
    if (names.length > 2 || Arrays.stream(names).anyMatch(String::isEmpty)) {
      throw malformed("'" + path.substring(1) + "' is not catalog or catalog.schema");
    }
    values.put(Option.CATALOG, decode(names[0]));
    if (names.length == 2) {
      values.put(Option.SCHEMA, decode(names[1]));
    }
  }

  private static void putQuery(Map<Option, String> values, @Nullable String query)
      throws SQLException {
    if (query == null || query.isEmpty()) {
      return;
    }
    for (String pair : query.split("&")) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw malformed("'" + (equals < 0 ? pair : "=") + "' after ? is not name=value");
      }
      String name = decode(pair.substring(0, equals));
      Option option = Option.named(name);
      if (option == null) {
        throw malformed("property '" + name + "' is not known; known are " + Option.names());
      }
      values.put(option, decode(pair.substring(equals + 1)));
    }
  }

  private static String decode(String text) throws SQLException {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("a percent sign is not followed by two hexadecimal digits (write %25 for %)");
    }
  }

  private static SQLException malformed(String why) {
    return new SQLException("The JDBC URL is not valid: " + why, "08001");
  }

  private void check() throws SQLException {
    useEncryption();
    disableCertificateVerification();
    connectTimeoutSeconds();
    if (token() != null && password() != null) {
      throw malformed("give either token or user and password");
    }
    if (password() != null && user() == null) {
      throw malformed("password needs a user");
    }
  }

  private @Nullable String value(Option option) {
    return values.get(option);
  }

  @Nullable String user() {
    return value(Option.USER);
  }

  @Nullable String password() {
    return value(Option.PASSWORD);
  }

  @Nullable String token() {
    return value(Option.TOKEN);
  }

  @Nullable String catalog() {
    return value(Option.CATALOG);
  }

  @Nullable String schema() {
    return value(Option.SCHEMA);
  }

  @Nullable String trustStore() {
    return value(Option.TRUST_STORE);
  }

  @Nullable String trustStorePassword() {
    return value(Option.TRUST_STORE_PASSWORD);
  }

  boolean useEncryption() throws SQLException {
    return flag(Option.USE_ENCRYPTION, !isLoopback());
  }

  boolean disableCertificateVerification() throws SQLException {
    return flag(Option.DISABLE_CERTIFICATE_VERIFICATION, false);
  }

  int connectTimeoutSeconds() throws SQLException {
    String text = value(Option.CONNECT_TIMEOUT);
    if (text == null) {
      return DEFAULT_CONNECT_SECONDS;
    }
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw malformed("connectTimeout is '" + text + "', not a number of seconds from 1");
    }
    return Integer.parseInt(text);
  }

  private boolean flag(Option option, boolean otherwise) throws SQLException {
    String text = value(option);
    if (text == null) {
      return otherwise;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw malformed(option.key() + " is '" + text + "', not true or false");
    };
  }

  private boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("[::1]")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** host:port, as messages name it. */
  String server() {
    return host + ":" + port;
  }

  /** Hides the secrets. */
  @Override
  public String toString() {
    return PREFIX + "//" + server();
  }
}
