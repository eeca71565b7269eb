package io.penstock.jdbc.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Finds out where to connect to. */
final class Endpoint {

  private Endpoint() {}

  /** The JDBC URL by the options or, without them, by the environment. */
  static String url(ShellOptions options, Map<String, String> environment) throws UsageException {
    String url = options.url();
    if (url != null) {
      return url;
    }
    Path data = options.data();
    if (data != null) {
      return fromFile(data.resolve("endpoints.json"));
    }
    String preset = environment.get("PENSTOCK_URL");
    if (preset == null || preset.isBlank()) {
      throw new UsageException(
          "Where to connect to? Give --url jdbc:penstock://host:port?user=...&password=..., or"
              + " --data DIR of a gateway that runs on this machine, or set PENSTOCK_URL");
    }
    return preset;
  }

  private static String fromFile(Path file) throws UsageException {
    try {
      String url = new ObjectMapper().readTree(Files.readString(file)).path("jdbc").asText();
      if (url.isEmpty()) {
        throw new UsageException(file + " has no field \"jdbc\"");
      }
      return url;
    } catch (NoSuchFileException e) {
      throw new UsageException(
          file + " does not exist: no gateway has been started with this data folder");
    } catch (JsonProcessingException e) {
      throw new UsageException(file + " is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage());
    }
  }
}
