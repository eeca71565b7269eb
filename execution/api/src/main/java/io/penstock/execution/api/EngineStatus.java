package io.penstock.execution.api;

import java.time.Duration;
import java.util.List;

/** What an engine is doing: the statements that run in it, oldest first, and its heap in bytes. */
public record EngineStatus(List<StatementStatus> statements, long heapUsedBytes) {
  public EngineStatus {
    statements = List.copyOf(statements);
  }

  /** The bytes that {@link #decode} reads. */
  public byte[] encode() {
    return Wire.write(
        out -> {
          out.writeByte(Wire.VERSION);
          out.writeLong(heapUsedBytes);
          Wire.writeList(
              out,
              statements,
              (o, statement) -> {
                Wire.writeText(o, statement.id().value());
                o.writeLong(statement.elapsed().toNanos());
                o.writeInt(statement.tasksDone());
                o.writeInt(statement.tasksTotal());
                o.writeLong(statement.rows());
              });
        });
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException if the bytes are not of this form
   */
  public static EngineStatus decode(byte[] bytes) {
    return Wire.read(
        bytes,
        in -> {
          Wire.checkVersion(in.readByte());
          long heap = in.readLong();
          List<StatementStatus> statements =
              Wire.readList(
                  in,
                  i ->
                      new StatementStatus(
                          new QueryId(Wire.readText(i)),
                          Duration.ofNanos(i.readLong()),
                          i.readInt(),
                          i.readInt(),
                          i.readLong()));
          return new EngineStatus(statements, heap);
        });
  }
}
