package io.penstock.execution.api;

import java.util.List;
import java.util.Optional;

/**
 * What an engine's parser says of a statement, before any name is looked up.
 *
 * @param command the engine's name of the command, such as {@code MergeIntoTable}; empty for a
 *     query
 * @param references every table name in it, in the order of the plan; names of common table
 *     expressions that are in scope are left out
 * @param functions every plain name of a function that is not one of the engine's own
 */
public record StatementOutline(
    Optional<String> command, List<TableReference> references, List<String> functions) {

  public StatementOutline {
    references = List.copyOf(references);
    functions = List.copyOf(functions);
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    return Wire.write(
        out -> {
          out.writeByte(Wire.VERSION);
          Wire.writeText(out, command.orElse(""));
          Wire.writeList(
              out,
              references,
              (o, reference) -> {
                Wire.writeList(o, reference.parts(), Wire::writeText);
                Wire.writeText(o, reference.use().name());
                o.writeInt(reference.start());
                o.writeInt(reference.end());
                o.writeBoolean(reference.location().isPresent());
                Wire.writeText(o, reference.location().orElse(""));
              });
          Wire.writeList(out, functions, Wire::writeText);
        });
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not of this form
   */
  public static StatementOutline decode(byte[] bytes) {
    return Wire.read(
        bytes,
        in -> {
          Wire.checkVersion(in.readByte());
          String command = Wire.readText(in);
          List<TableReference> references =
              Wire.readList(
                  in,
                  i -> {
                    List<String> parts = Wire.readList(i, Wire::readText);
                    TableReference.Use use = TableReference.Use.valueOf(Wire.readText(i));
                    int start = i.readInt();
                    int end = i.readInt();
                    boolean located = i.readBoolean();
                    String location = Wire.readText(i);
                    return new TableReference(
                        parts, use, start, end, located ? Optional.of(location) : Optional.empty());
                  });
          List<String> functions = Wire.readList(in, Wire::readText);
          return new StatementOutline(
              command.isEmpty() ? Optional.empty() : Optional.of(command), references, functions);
        });
  }
}
