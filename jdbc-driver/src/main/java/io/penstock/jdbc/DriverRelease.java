package io.penstock.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.avatica.DriverVersion;

/** The driver's own version, as the build wrote it. */
record DriverRelease(String version, int major, int minor) {

  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

  static DriverRelease read() {
    Properties properties = new Properties();
    try (InputStream in = DriverRelease.class.getResourceAsStream("driver.properties")) {
      if (in == null) {
        throw new IllegalStateException("driver.properties is missing from the driver's jar");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading driver.properties", e);
    }
    String version = properties.getProperty("version", "");
    Matcher matcher = NUMBERS.matcher(version);
    if (!matcher.matches()) {
      throw new IllegalStateException("driver.properties has no version but '" + version + "'");
    }
    return new DriverRelease(
        version, Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  DriverVersion describe() {
    return new DriverVersion(
        PenstockDriver.NAME,
        version,
        PenstockDriver.PRODUCT,
        version,
        false,
        major,
        minor,
        major,
        minor);
  }
}
