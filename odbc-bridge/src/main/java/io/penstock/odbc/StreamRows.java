package io.penstock.odbc;

import io.netty.buffer.ByteBuf;
import io.penstock.execution.api.ResultStream;
import io.penstock.odbc.value.PgType;
import io.penstock.odbc.value.ValueWriter;
import io.penstock.odbc.value.ValueWriters;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.ResultColumn;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** A query's rows, batch by batch from the query service. */
final class StreamRows implements Rows {
  private final ResultStream stream;
  private final ZoneId zone;
  private final Runnable checkGoesOn;
  private List<FieldVector> vectors = List.of();
  private List<ValueWriter> writers = List.of();
  private int row;
  private int rowCount;
  private boolean ended;

  /**
   * @param stream given
   * @param zone that points in time are shown in
   * @param checkGoesOn called before each batch; throws if the client does not want any more
   */
  StreamRows(ResultStream stream, ZoneId zone, Runnable checkGoesOn) {
    this.stream = stream;
    this.zone = zone;
    this.checkGoesOn = checkGoesOn;
  }

  Schema schema() {
    return stream.schema();
  }

  @Override
  public List<ResultColumn> columns(List<Integer> formats) {
    return columns(stream.schema(), formats);
  }

  static List<ResultColumn> columns(Schema schema, List<Integer> formats) {
    List<ResultColumn> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      columns.add(PgType.column(field, Formats.isBinary(formats, columns.size())));
    }
    return columns;
  }

  @Override
  public long send(Outbox outbox, List<Integer> formats, long limit) {
    long sent = 0;
    while ((limit == 0 || sent < limit) && (row < rowCount || load(formats))) {
      send(outbox);
      row++;
      sent++;
      outbox.flushIfFull();
    }
    return sent;
  }

  private boolean load(List<Integer> formats) {
    checkGoesOn.run();
    while (!ended) {
      if (!stream.next()) {
        ended = true;
        return false;
      }
      VectorSchemaRoot batch = stream.batch();
      row = 0;
      rowCount = batch.getRowCount();
      if (rowCount > 0) {
        vectors = batch.getFieldVectors();
        List<ValueWriter> made = new ArrayList<>();
        for (FieldVector vector : vectors) {
          made.add(ValueWriters.of(vector, Formats.isBinary(formats, made.size()), zone));
        }
        writers = made;
        return true;
      }
      checkGoesOn.run();
    }
    return false;
  }

  private void send(Outbox outbox) {
    ByteBuf out = outbox.begin('D').writeShort(vectors.size());
    for (int i = 0; i < vectors.size(); i++) {
      if (vectors.get(i).isNull(row)) {
        out.writeInt(-1);
      } else {
        int lengthAt = out.writerIndex();
        out.writeInt(0);
        writers.get(i).write(row, out);
        out.setInt(lengthAt, out.writerIndex() - lengthAt - 4);
      }
    }
    outbox.end();
  }

  @Override
  public void close() {
    stream.close();
  }
}
