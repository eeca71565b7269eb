package io.penstock.execution.api;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that an engine can run without asking anybody: it knows no catalog and no user.
 *
 * @param id of the query
 * @param text in the engine's dialect
 * @param parameters values of the positional parameters ({@code ?}) in order: null, Boolean, Byte,
 *     Short, Integer, Long, Float, Double, BigDecimal, String, byte[], LocalDate, Instant
 *     (TIMESTAMP) or LocalDateTime (TIMESTAMP_NTZ)
 * @param pins the tables that the statement may touch; a name that is not among them does not exist
 * @param catalog the current catalog, for names of fewer than three parts
 * @param schema the current schema
 * @param settings engine configuration for this statement alone, such as {@code
 *     spark.sql.session.timeZone}
 */
public record ExecutableQuery(
    QueryId id,
    String text,
    List<@Nullable Object> parameters,
    List<TablePin> pins,
    String catalog,
    String schema,
    Map<String, String> settings) {

  public ExecutableQuery {
    parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    pins = List.copyOf(pins);
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The same statement with more tables. */
  public ExecutableQuery with(List<TablePin> more) {
    List<TablePin> all = new ArrayList<>(pins);
    all.addAll(more);
    return new ExecutableQuery(id, text, parameters, all, catalog, schema, settings);
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    return Wire.write(
        out -> {
          out.writeByte(Wire.VERSION);
          Wire.writeText(out, id.value());
          Wire.writeText(out, text);
          Wire.writeValues(out, parameters);
          Wire.writeList(
              out,
              pins,
              (o, pin) -> {
                Wire.writeText(o, pin.name().catalog());
                Wire.writeText(o, pin.name().schema());
                Wire.writeText(o, pin.name().table());
                Wire.writeText(o, pin.location());
                o.writeLong(pin.version());
                o.writeBoolean(pin.files().isPresent());
                if (pin.files().isPresent()) {
                  writeFiles(o, pin.files().get());
                }
              });
          Wire.writeText(out, catalog);
          Wire.writeText(out, schema);
          Wire.writeMap(out, settings);
        });
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not of this form
   */
  public static ExecutableQuery decode(byte[] bytes) {
    return Wire.read(
        bytes,
        in -> {
          Wire.checkVersion(in.readByte());
          QueryId id = new QueryId(Wire.readText(in));
          String text = Wire.readText(in);
          List<@Nullable Object> parameters = Wire.readValues(in);
          List<TablePin> pins =
              Wire.readList(
                  in,
                  i ->
                      new TablePin(
                          new TableName(Wire.readText(i), Wire.readText(i), Wire.readText(i)),
                          Wire.readText(i),
                          i.readLong(),
                          i.readBoolean() ? Optional.of(readFiles(i)) : Optional.empty()));
          String catalog = Wire.readText(in);
          String schema = Wire.readText(in);
          return new ExecutableQuery(id, text, parameters, pins, catalog, schema, Wire.readMap(in));
        });
  }

  private static void writeFiles(DataOutputStream out, TableFiles files) throws IOException {
    Wire.writeText(out, files.protocol());
    Wire.writeText(out, files.metadata());
    Wire.writeList(out, files.adds(), Wire::writeText);
  }

  private static TableFiles readFiles(DataInputStream in) throws IOException {
    String protocol = Wire.readText(in);
    String metadata = Wire.readText(in);
    return new TableFiles(protocol, metadata, Wire.readList(in, Wire::readText));
  }
}
