package io.penstock.jdbc;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * How fast the driver reads rows shaped like TPC-H's lineitem, by hand: {@code serve} in one JVM
 * prints a URL, {@code read URL} in another reads from it.
 */
public final class ReadThroughput {

  private static final int BATCH_ROWS = 8192;
  private static final int BATCHES = 733;

  private ReadThroughput() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("serve")) {
      serve();
    } else {
      read(arguments[1], arguments.length > 2 ? arguments[2] : "typed");
    }
  }

  private static void serve() throws Exception {
    FakeServer server = new FakeServer();
    server.answer("lineitem", schema(), ReadThroughput::send);
    System.out.println(server.url());
    Thread.sleep(Long.MAX_VALUE);
  }

  private static Schema schema() {
    ArrowType bigint = new ArrowType.Int(64, true);
    ArrowType decimal = new ArrowType.Decimal(15, 2, 128);
    ArrowType date = new ArrowType.Date(DateUnit.DAY);
    ArrowType text = ArrowType.Utf8.INSTANCE;
    return new Schema(
        List.of(
            Field.nullable("l_orderkey", bigint),
            Field.nullable("l_partkey", bigint),
            Field.nullable("l_suppkey", bigint),
            Field.nullable("l_linenumber", new ArrowType.Int(32, true)),
            Field.nullable("l_quantity", decimal),
            Field.nullable("l_extendedprice", decimal),
            Field.nullable("l_discount", decimal),
            Field.nullable("l_tax", decimal),
            Field.nullable("l_returnflag", text),
            Field.nullable("l_linestatus", text),
            Field.nullable("l_shipdate", date),
            Field.nullable("l_commitdate", date),
            Field.nullable("l_receiptdate", date),
            Field.nullable("l_shipinstruct", text),
            Field.nullable("l_shipmode", text),
            Field.nullable("l_comment", text)));
  }

  private static void send(ServerStreamListener listener, BufferAllocator allocator) {
    String[] texts = {"N", "O", "DELIVER IN PERSON", "TRUCK", "egular courts above the blithely"};
    int[] textColumns = {8, 9, 13, 14, 15};
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema(), allocator)) {
      for (int row = 0; row < BATCH_ROWS; row++) {
        for (int column = 0; column < 3; column++) {
          ((BigIntVector) root.getVector(column)).setSafe(row, 1000L * row + column);
        }
        ((IntVector) root.getVector(3)).setSafe(row, row % 7);
        for (int column = 4; column < 8; column++) {
          ((DecimalVector) root.getVector(column))
              .setSafe(row, BigDecimal.valueOf(123L * row + column, 2));
        }
        for (int column = 10; column < 13; column++) {
          ((DateDayVector) root.getVector(column)).setSafe(row, 8000 + row % 2500);
        }
        for (int i = 0; i < textColumns.length; i++) {
          ((VarCharVector) root.getVector(textColumns[i]))
              .setSafe(row, texts[i].getBytes(StandardCharsets.UTF_8));
        }
      }
      root.setRowCount(BATCH_ROWS);
      listener.start(root);
      for (int batch = 0; batch < BATCHES; batch++) {
        while (!listener.isReady()) {
          if (listener.isCancelled()) {
            return;
          }
          Thread.onSpinWait();
        }
        listener.putNext();
      }
      listener.completed();
    }
  }

  private static void read(String url, String mode) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (Connection connection = DriverManager.getConnection(url)) {
      for (int round = 0; round < 6; round++) {
        long cpu = system.getProcessCpuTime();
        long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long rows = 0;
        long sum = 0;
        try (ResultSet result = connection.createStatement().executeQuery("lineitem")) {
          while (result.next()) {
            sum +=
                switch (mode) {
                  case "typed" -> typed(result);
                  case "labels" -> labels(result);
                  default -> objects(result);
                };
            rows++;
          }
        }
        double wall = (System.nanoTime() - start) / 1e9;
        double used = (system.getProcessCpuTime() - cpu) / 1e9;
        double reader =
            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread) / 1e9;
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
        System.out.printf(
            "%s: %d rows, wall %.2f s, %.2f M rows/s; process CPU %.2f s = %.2f M rows/s per core;"
                + " reading thread %.2f s = %.2f M rows/s; heap %d MB (%d)%n",
            mode,
            rows,
            wall,
            rows / wall / 1e6,
            used,
            rows / used / 1e6,
            reader,
            rows / reader / 1e6,
            heap,
            sum % 10);
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  private static long typed(ResultSet row) throws Exception {
    return row.getLong(1)
        + row.getLong(2)
        + row.getLong(3)
        + row.getInt(4)
        + row.getBigDecimal(5).scale()
        + row.getBigDecimal(6).scale()
        + row.getBigDecimal(7).scale()
        + row.getBigDecimal(8).scale()
        + row.getString(9).length()
        + row.getString(10).length()
        + row.getDate(11).getTime()
        + row.getDate(12).getTime()
        + row.getDate(13).getTime()
        + row.getString(14).length()
        + row.getString(15).length()
        + row.getString(16).length();
  }

  private static long labels(ResultSet row) throws Exception {
    return row.getLong("l_orderkey")
        + row.getLong("l_partkey")
        + row.getLong("l_suppkey")
        + row.getInt("l_linenumber")
        + row.getBigDecimal("l_quantity").scale()
        + row.getBigDecimal("l_extendedprice").scale()
        + row.getBigDecimal("l_discount").scale()
        + row.getBigDecimal("l_tax").scale()
        + row.getString("l_returnflag").length()
        + row.getString("l_linestatus").length()
        + row.getDate("l_shipdate").getTime()
        + row.getDate("l_commitdate").getTime()
        + row.getDate("l_receiptdate").getTime()
        + row.getString("l_shipinstruct").length()
        + row.getString("l_shipmode").length()
        + row.getString("l_comment").length();
  }

  private static long objects(ResultSet row) throws Exception {
    long sum = 0;
    for (int i = 1; i <= 16; i++) {
      sum += row.getObject(i).hashCode();
    }
    return sum;
  }
}
