package io.penstock.odbc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.penstock.odbc.value.PgType;
import io.penstock.odbc.wire.Outbox;
import io.penstock.odbc.wire.ResultColumn;
import java.util.ArrayList;
import java.util.List;

/** A few rows of texts that the door knows itself. */
final class AnswerRows implements Rows {
  private final List<String> names;
  private final List<List<String>> rows;
  private int sent;

  AnswerRows(List<String> names, List<List<String>> rows) {
    this.names = List.copyOf(names);
    this.rows = List.copyOf(rows);
  }

  @Override
  public List<ResultColumn> columns(List<Integer> formats) {
    List<ResultColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(PgType.textColumn(name, Formats.isBinary(formats, columns.size())));
    }
    return columns;
  }

  @Override
  public long send(Outbox outbox, List<Integer> formats, long limit) {
    int first = sent;
    while (sent < rows.size() && (limit == 0 || sent - first < limit)) {
      ByteBuf out = outbox.begin('D').writeShort(names.size());
      for (String value : rows.get(sent)) {
        out.writeInt(ByteBufUtil.utf8Bytes(value));
        ByteBufUtil.writeUtf8(out, value);
      }
      outbox.end();
      sent++;
    }
    return (long) sent - first;
  }

  @Override
  public void close() {
    // the rows are in memory: there is nothing to free
  }
}
