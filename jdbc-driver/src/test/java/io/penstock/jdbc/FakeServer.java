package io.penstock.jdbc;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flight.*;
import org.apache.arrow.flight.auth2.BasicCallHeaderAuthenticator;
import org.apache.arrow.flight.auth2.CallHeaderAuthenticator;
import org.apache.arrow.flight.auth2.GeneratedBearerTokenAuthenticator;
import org.apache.arrow.flight.sql.FlightSqlProducer;
import org.apache.arrow.flight.sql.NoOpFlightSqlProducer;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql.*;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.*;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/** A Flight SQL server whose answers a test scripts, statement by statement. */
public final class FakeServer extends NoOpFlightSqlProducer implements AutoCloseable {

  static final String USER = "ada";
  static final String PASSWORD = "p&ss=w%rd";

  /** Streams a result. */
  public interface Streamer {
    void stream(ServerStreamListener listener, BufferAllocator allocator) throws Exception;
  }

  record Table(String catalog, String schema, String name, String type, Schema columns) {}

  private record Script(Schema schema, Streamer streamer) {}

  public final RootAllocator allocator = new RootAllocator();
  public final List<String> events = new CopyOnWriteArrayList<>();
  public final CountDownLatch infoEntered = new CountDownLatch(1);
  public final CountDownLatch streamCancelled = new CountDownLatch(1);
  public final CountDownLatch infoCancelled = new CountDownLatch(1);
  public final CountDownLatch cancelFlightInfoSeen = new CountDownLatch(1);
  final AtomicInteger batchesSent = new AtomicInteger();
  final AtomicInteger openPrepared = new AtomicInteger();
  final Map<String, String> sessionOptions = new ConcurrentHashMap<>(Map.of("catalog", "lake"));
  final List<Table> tables = new ArrayList<>();
  public volatile String progress = "{}";
  volatile List<List<Object>> boundParameters = List.of();
  volatile Schema boundSchema = new Schema(List.of());
  volatile Schema parameterSchema = new Schema(List.of());
  private final Map<String, Script> scripts = new HashMap<>();
  private final Map<String, RuntimeException> failures = new HashMap<>();
  private final Map<String, Long> updates = new HashMap<>();
  private final AtomicInteger activeStreams = new AtomicInteger();
  private volatile boolean closing;
  private final FlightServer server;

  public FakeServer() throws Exception {
    this(null);
  }

  /** A server with TLS, if there is a certificate. */
  FakeServer(SelfSigned certificate) throws Exception {
    FlightServer.Builder builder =
        FlightServer.builder(
                allocator,
                certificate == null
                    ? Location.forGrpcInsecure("127.0.0.1", 0)
                    : Location.forGrpcTls("127.0.0.1", 0),
                this)
            .headerAuthenticator(
                new GeneratedBearerTokenAuthenticator(
                    new BasicCallHeaderAuthenticator(FakeServer::check)));
    if (certificate != null) {
      builder.useTls(certificate.certificatePem().toFile(), certificate.keyPem().toFile());
    }
    server = builder.build().start();
  }

  private static CallHeaderAuthenticator.AuthResult check(String user, String password) {
    if (!user.equals(USER) || !password.equals(PASSWORD)) {
      throw CallStatus.UNAUTHENTICATED
          .withDescription("Wrong user or password")
          .toRuntimeException();
    }
    return () -> user;
  }

  public int port() {
    return server.getPort();
  }

  public String url() {
    return "jdbc:penstock://127.0.0.1:" + port() + "?user=ada&password=p%26ss%3Dw%25rd";
  }

  /** Answers with batches made by the test. */
  public void answer(String sql, Schema schema, Streamer streamer) {
    scripts.put(sql, new Script(schema, streamer));
  }

  public void answer(String sql, VectorSchemaRoot... batches) {
    answer(
        sql,
        batches[0].getSchema(),
        (listener, ignored) -> {
          try (VectorSchemaRoot root = VectorSchemaRoot.create(batches[0].getSchema(), allocator)) {
            listener.start(root);
            for (VectorSchemaRoot batch : batches) {
              try (var record = new VectorUnloader(batch).getRecordBatch()) {
                new VectorLoader(root).load(record);
              }
              listener.putNext();
            }
            listener.completed();
          }
        });
  }

  public void fail(String sql, RuntimeException e) {
    failures.put(sql, e);
  }

  public void update(String sql, long count) {
    updates.put(sql, count);
  }

  public static RuntimeException failure(CallStatus status, String message, String... metadata) {
    ErrorFlightMetadata errors = new ErrorFlightMetadata();
    for (int i = 0; i < metadata.length; i += 2) {
      errors.insert(metadata[i], metadata[i + 1]);
    }
    return status.withDescription(message).withMetadata(errors).toRuntimeException();
  }

  /** Numbers, endlessly or so many batches, with back-pressure; reports a cancelled stream. */
  public Streamer numbers(int batches, int rows) {
    return (listener, ignored) -> {
      try (VectorSchemaRoot root = VectorSchemaRoot.create(Samples.NUMBERS, allocator)) {
        listener.setOnCancelHandler(streamCancelled::countDown);
        listener.start(root);
        BigIntVector vector = (BigIntVector) root.getVector(0);
        long next = 0;
        for (int batch = 0; batch < batches; batch++) {
          while (!listener.isReady()) {
            if (listener.isCancelled()) {
              streamCancelled.countDown();
              return;
            }
            Thread.onSpinWait();
          }
          vector.allocateNew(rows);
          for (int row = 0; row < rows; row++) {
            vector.set(row, next++);
          }
          root.setRowCount(rows);
          listener.putNext();
          batchesSent.incrementAndGet();
        }
        listener.completed();
      }
    };
  }

  /** Sends the schema and then waits to be cancelled. */
  public Streamer silence(int batchesBefore) {
    return (listener, ignored) -> {
      try (VectorSchemaRoot root = VectorSchemaRoot.create(Samples.NUMBERS, allocator)) {
        listener.setOnCancelHandler(streamCancelled::countDown);
        listener.start(root);
        for (int i = 0; i < batchesBefore; i++) {
          ((BigIntVector) root.getVector(0)).setSafe(0, i);
          root.setRowCount(1);
          listener.putNext();
        }
        batchesSent.set(batchesBefore);
        while (!listener.isCancelled() && !closing) {
          Thread.onSpinWait();
        }
        streamCancelled.countDown();
      }
    };
  }

  // statements

  @Override
  public FlightInfo getFlightInfoStatement(
      CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    String sql = command.getQuery();
    events.add("info " + sql);
    if (sql.startsWith("plan forever")) {
      infoEntered.countDown();
      while (!context.isCancelled()) {
        Thread.onSpinWait();
      }
      infoCancelled.countDown();
      throw CallStatus.CANCELLED.toRuntimeException();
    }
    RuntimeException failure = failures.get(sql);
    if (failure != null) {
      throw failure;
    }
    return info(script(sql).schema, descriptor, handle(sql));
  }

  private Script script(String sql) {
    Script script = scripts.get(sql);
    if (script == null) {
      throw CallStatus.NOT_FOUND.withDescription("No script for " + sql).toRuntimeException();
    }
    return script;
  }

  private static TicketStatementQuery handle(String sql) {
    return TicketStatementQuery.newBuilder()
        .setStatementHandle(ByteString.copyFromUtf8(sql))
        .build();
  }

  private static FlightInfo info(
      Schema schema, FlightDescriptor descriptor, com.google.protobuf.Message ticket) {
    return new FlightInfo(
        schema,
        descriptor,
        List.of(new FlightEndpoint(new Ticket(Any.pack(ticket).toByteArray()))),
        -1,
        -1);
  }

  @Override
  public void getStreamStatement(
      TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    stream(ticket.getStatementHandle().toStringUtf8(), listener);
  }

  private void stream(String sql, ServerStreamListener listener) {
    events.add("stream " + sql);
    activeStreams.incrementAndGet();
    try {
      script(sql).streamer.stream(listener, allocator);
    } catch (Exception e) {
      listener.error(e);
    } finally {
      activeStreams.decrementAndGet();
    }
  }

  @Override
  public Runnable acceptPutStatement(
      CommandStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> ack) {
    return () -> sendCount(command.getQuery(), ack);
  }

  private void sendCount(String sql, StreamListener<PutResult> ack) {
    events.add("update " + sql);
    RuntimeException failure = failures.get(sql);
    if (failure != null) {
      ack.onError(failure);
      return;
    }
    byte[] bytes =
        DoPutUpdateResult.newBuilder().setRecordCount(updates.get(sql)).build().toByteArray();
    try (var buffer = allocator.buffer(bytes.length)) {
      buffer.writeBytes(bytes);
      ack.onNext(PutResult.metadata(buffer));
    }
    ack.onCompleted();
  }

  // prepared statements

  @Override
  public void createPreparedStatement(
      ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    String sql = request.getQuery();
    RuntimeException failure = failures.get(sql);
    if (failure != null) {
      listener.onError(failure);
      return;
    }
    openPrepared.incrementAndGet();
    Schema schema = updates.containsKey(sql) ? new Schema(List.of()) : script(sql).schema;
    var result =
        ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(ByteString.copyFromUtf8(sql))
            .setDatasetSchema(ByteString.copyFrom(bytes(schema)))
            .setParameterSchema(ByteString.copyFrom(bytes(parameterSchema)));
    listener.onNext(new Result(Any.pack(result.build()).toByteArray()));
    listener.onCompleted();
  }

  static byte[] bytes(Schema schema) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), schema);
      return out.toByteArray();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void closePreparedStatement(
      ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    openPrepared.decrementAndGet();
    listener.onCompleted();
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> ack) {
    return () -> {
      keepParameters(stream);
      byte[] bytes =
          DoPutPreparedStatementResult.newBuilder()
              .setPreparedStatementHandle(command.getPreparedStatementHandle())
              .build()
              .toByteArray();
      try (var buffer = allocator.buffer(bytes.length)) {
        buffer.writeBytes(bytes);
        ack.onNext(PutResult.metadata(buffer));
      }
      ack.onCompleted();
    };
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> ack) {
    return () -> {
      keepParameters(stream);
      sendCount(command.getPreparedStatementHandle().toStringUtf8(), ack);
    };
  }

  private void keepParameters(FlightStream stream) {
    List<List<Object>> rows = new ArrayList<>();
    boundSchema = stream.getSchema();
    while (stream.next()) {
      VectorSchemaRoot root = stream.getRoot();
      for (int row = 0; row < root.getRowCount(); row++) {
        List<Object> values = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
          values.add(vector.getObject(row));
        }
        rows.add(values);
      }
    }
    boundParameters = rows;
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    String sql = command.getPreparedStatementHandle().toStringUtf8();
    return info(script(sql).schema, descriptor, command);
  }

  @Override
  public void getStreamPreparedStatement(
      CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
    stream(command.getPreparedStatementHandle().toStringUtf8(), listener);
  }

  // metadata

  @Override
  public FlightInfo getFlightInfoCatalogs(
      CommandGetCatalogs request, CallContext context, FlightDescriptor descriptor) {
    return info(FlightSqlProducer.Schemas.GET_CATALOGS_SCHEMA, descriptor, request);
  }

  @Override
  public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
    send(
        listener,
        FlightSqlProducer.Schemas.GET_CATALOGS_SCHEMA,
        tables.stream().map(Table::catalog).distinct().map(c -> new Object[] {c}).toList());
  }

  @Override
  public FlightInfo getFlightInfoSchemas(
      CommandGetDbSchemas request, CallContext context, FlightDescriptor descriptor) {
    return info(FlightSqlProducer.Schemas.GET_SCHEMAS_SCHEMA, descriptor, request);
  }

  @Override
  public void getStreamSchemas(
      CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
    send(
        listener,
        FlightSqlProducer.Schemas.GET_SCHEMAS_SCHEMA,
        tables.stream()
            .map(t -> List.of(t.catalog, t.schema))
            .distinct()
            .map(List::toArray)
            .toList());
  }

  @Override
  public FlightInfo getFlightInfoTableTypes(
      CommandGetTableTypes request, CallContext context, FlightDescriptor descriptor) {
    return info(FlightSqlProducer.Schemas.GET_TABLE_TYPES_SCHEMA, descriptor, request);
  }

  @Override
  public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
    send(
        listener,
        FlightSqlProducer.Schemas.GET_TABLE_TYPES_SCHEMA,
        List.of(new Object[] {"VIEW"}, new Object[] {"TABLE"}));
  }

  @Override
  public FlightInfo getFlightInfoTables(
      CommandGetTables request, CallContext context, FlightDescriptor descriptor) {
    return info(
        request.getIncludeSchema()
            ? FlightSqlProducer.Schemas.GET_TABLES_SCHEMA
            : FlightSqlProducer.Schemas.GET_TABLES_SCHEMA_NO_SCHEMA,
        descriptor,
        request);
  }

  @Override
  public void getStreamTables(
      CommandGetTables command, CallContext context, ServerStreamListener listener) {
    boolean withSchema = command.getIncludeSchema();
    send(
        listener,
        withSchema
            ? FlightSqlProducer.Schemas.GET_TABLES_SCHEMA
            : FlightSqlProducer.Schemas.GET_TABLES_SCHEMA_NO_SCHEMA,
        tables.stream()
            .filter(
                t ->
                    command.getTableTypesCount() == 0
                        || command.getTableTypesList().contains(t.type))
            .map(
                t ->
                    withSchema
                        ? new Object[] {t.catalog, t.schema, t.name, t.type, bytes(t.columns)}
                        : new Object[] {t.catalog, t.schema, t.name, t.type})
            .toList());
  }

  @Override
  public FlightInfo getFlightInfoSqlInfo(
      CommandGetSqlInfo request, CallContext context, FlightDescriptor descriptor) {
    return info(FlightSqlProducer.Schemas.GET_SQL_INFO_SCHEMA, descriptor, request);
  }

  @Override
  public void getStreamSqlInfo(
      CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
    new SqlInfoBuilder()
        .withFlightSqlServerName("Penstock")
        .withFlightSqlServerVersion("3.14.1")
        .send(command.getInfoList(), listener);
  }

  private void send(ServerStreamListener listener, Schema schema, List<Object[]> rows) {
    try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
      for (int row = 0; row < rows.size(); row++) {
        for (int column = 0; column < rows.get(row).length; column++) {
          Object value = rows.get(row)[column];
          if (value instanceof byte[] bytes) {
            ((VarBinaryVector) root.getVector(column)).setSafe(row, bytes);
          } else {
            ((VarCharVector) root.getVector(column))
                .setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
          }
        }
      }
      root.setRowCount(rows.size());
      listener.start(root);
      listener.putNext();
      listener.completed();
    }
  }

  // sessions and actions

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    if (action.getType().equals("penstock.queries")) {
      listener.onNext(new Result(progress.getBytes(StandardCharsets.UTF_8)));
      listener.onCompleted();
      return;
    }
    super.doAction(context, action, listener);
  }

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    events.add("cancelFlightInfo");
    cancelFlightInfoSeen.countDown();
    listener.onNext(CancelStatus.CANCELLED);
    listener.onCompleted();
  }

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    Map<String, SetSessionOptionsResult.Error> errors = new HashMap<>();
    request
        .getSessionOptions()
        .forEach(
            (key, value) -> {
              String text =
                  value.acceptVisitor(
                      new NoOpSessionOptionValueVisitor<String>() {
                        @Override
                        public String visit(String found) {
                          return found;
                        }
                      });
              if (text.equals("nowhere")) {
                errors.put(
                    key,
                    new SetSessionOptionsResult.Error(
                        SetSessionOptionsResult.ErrorValue.INVALID_VALUE));
              } else {
                sessionOptions.put(key, text);
              }
            });
    listener.onNext(new SetSessionOptionsResult(errors));
    listener.onCompleted();
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    Map<String, SessionOptionValue> values = new HashMap<>();
    sessionOptions.forEach(
        (key, value) -> values.put(key, SessionOptionValueFactory.makeSessionOptionValue(value)));
    listener.onNext(new GetSessionOptionsResult(values));
    listener.onCompleted();
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    events.add("closeSession");
    listener.onNext(new CloseSessionResult(CloseSessionResult.Status.CLOSED));
    listener.onCompleted();
  }

  @Override
  public void close() throws Exception {
    closing = true;
    server.close();
    while (activeStreams.get() > 0) {
      Thread.onSpinWait();
    }
    allocator.close();
  }
}
