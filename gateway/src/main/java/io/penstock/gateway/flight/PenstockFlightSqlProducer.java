package io.penstock.gateway.flight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.penstock.execution.api.PenstockException;
import io.penstock.gateway.door.House;
import io.penstock.gateway.query.QueryProgress;
import io.penstock.gateway.session.Session;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.flight.GetSessionOptionsResult;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.CancelResult;
import org.apache.arrow.flight.sql.NoOpFlightSqlProducer;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Flight SQL's calls, each to where it is answered: {@link StatementCalls}, {@link
 * MetadataAnswers}, {@link SessionCalls}. Here is only the protocol's frame: the session of the
 * call, the form of the answer, and errors.
 */
final class PenstockFlightSqlProducer extends NoOpFlightSqlProducer {
  /** Our own action: the session's latest query as JSON, {} if there was none. */
  static final String QUERIES_ACTION = "penstock.queries";

  private final House house;
  private final StatementCalls statements;
  private final MetadataAnswers metadata;
  private final SessionCalls sessionCalls;
  private final SqlInfoBuilder serverInfo = ServerInfo.builder();
  private final ObjectMapper json = new ObjectMapper();

  PenstockFlightSqlProducer(House house, Executor streams, Executor cancels) {
    this.house = house;
    this.statements = new StatementCalls(house.queries().service(), streams, cancels);
    this.metadata = new MetadataAnswers(house.catalog(), house.allocator());
    this.sessionCalls = new SessionCalls(house.catalog());
  }

  // statements

  @Override
  public FlightInfo getFlightInfoStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return answer(() -> statements.announce(command.getQuery(), session(context), descriptor));
  }

  @Override
  public FlightInfo getFlightInfoPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    ByteString handle = command.getPreparedStatementHandle();
    return answer(() -> statements.announcePrepared(handle, session(context), descriptor));
  }

  @Override
  public SchemaResult getSchemaStatement(
      FlightSql.CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
    return answer(() -> new SchemaResult(statements.schema(command.getQuery(), session(context))));
  }

  @Override
  public SchemaResult getSchemaPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightDescriptor descriptor) {
    ByteString handle = command.getPreparedStatementHandle();
    return answer(() -> new SchemaResult(statements.preparedSchema(handle, session(context))));
  }

  @Override
  public void getStreamStatement(
      FlightSql.TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
    guard(
        listener::error,
        () -> statements.stream(ticket.getStatementHandle(), session(context), listener));
  }

  @Override
  public void getStreamPreparedStatement(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      ServerStreamListener listener) {
    ByteString handle = command.getPreparedStatementHandle();
    guard(listener::error, () -> statements.streamPrepared(handle, session(context), listener));
  }

  @Override
  public void createPreparedStatement(
      FlightSql.ActionCreatePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    guard(
        listener::onError,
        () -> {
          Message result = statements.prepare(request.getQuery(), session(context));
          listener.onNext(new Result(Any.pack(result).toByteArray()));
          listener.onCompleted();
        });
  }

  @Override
  public void closePreparedStatement(
      FlightSql.ActionClosePreparedStatementRequest request,
      CallContext context,
      StreamListener<Result> listener) {
    guard(
        listener::onError,
        () -> {
          statements.close(request.getPreparedStatementHandle(), session(context));
          listener.onCompleted();
        });
  }

  @Override
  public Runnable acceptPutPreparedStatementQuery(
      FlightSql.CommandPreparedStatementQuery command,
      CallContext context,
      FlightStream parameters,
      StreamListener<PutResult> acknowledgements) {
    return () ->
        guard(
            acknowledgements::onError,
            () -> {
              statements.bind(command.getPreparedStatementHandle(), session(context), parameters);
              acknowledgements.onCompleted();
            });
  }

  @Override
  public Runnable acceptPutStatement(
      FlightSql.CommandStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledgements) {
    return () ->
        guard(
            acknowledgements::onError,
            () ->
                updated(statements.update(command.getQuery(), session(context)), acknowledgements));
  }

  @Override
  public Runnable acceptPutPreparedStatementUpdate(
      FlightSql.CommandPreparedStatementUpdate command,
      CallContext context,
      FlightStream stream,
      StreamListener<PutResult> acknowledgements) {
    return () ->
        guard(
            acknowledgements::onError,
            () ->
                updated(
                    statements.updatePrepared(
                        command.getPreparedStatementHandle(), session(context)),
                    acknowledgements));
  }

  @Override
  public void cancelFlightInfo(
      CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
    guard(
        listener::onError,
        () -> {
          boolean stopped = statements.cancel(request.getInfo(), session(context));
          listener.onNext(stopped ? CancelStatus.CANCELLED : CancelStatus.NOT_CANCELLABLE);
          listener.onCompleted();
        });
  }

  @Override
  public void cancelQuery(
      FlightInfo info, CallContext context, StreamListener<CancelResult> listener) {
    guard(
        listener::onError,
        () -> {
          boolean stopped = statements.cancel(info, session(context));
          listener.onNext(stopped ? CancelResult.CANCELLED : CancelResult.NOT_CANCELLABLE);
          listener.onCompleted();
        });
  }

  // sessions

  @Override
  public void setSessionOptions(
      SetSessionOptionsRequest request,
      CallContext context,
      StreamListener<SetSessionOptionsResult> listener) {
    guard(
        listener::onError,
        () -> {
          listener.onNext(
              new SetSessionOptionsResult(
                  sessionCalls.set(session(context), request.getSessionOptions())));
          listener.onCompleted();
        });
  }

  @Override
  public void getSessionOptions(
      GetSessionOptionsRequest request,
      CallContext context,
      StreamListener<GetSessionOptionsResult> listener) {
    guard(
        listener::onError,
        () -> {
          listener.onNext(new GetSessionOptionsResult(sessionCalls.get(session(context))));
          listener.onCompleted();
        });
  }

  @Override
  public void closeSession(
      CloseSessionRequest request,
      CallContext context,
      StreamListener<CloseSessionResult> listener) {
    guard(
        listener::onError,
        () -> {
          house.sessions().close(session(context).id());
          listener.onNext(new CloseSessionResult(CloseSessionResult.Status.CLOSED));
          listener.onCompleted();
        });
  }

  @Override
  public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
    if (!action.getType().equals(QUERIES_ACTION)) {
      super.doAction(context, action, listener);
      return;
    }
    guard(
        listener::onError,
        () -> {
          Optional<QueryProgress> latest = house.queries().service().progress(session(context));
          byte[] body = progress(latest).getBytes(StandardCharsets.UTF_8);
          listener.onNext(new Result(body));
          listener.onCompleted();
        });
  }

  // metadata

  @Override
  public FlightInfo getFlightInfoSqlInfo(
      FlightSql.CommandGetSqlInfo command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_SQL_INFO_SCHEMA);
  }

  @Override
  public void getStreamSqlInfo(
      FlightSql.CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
    guard(listener::error, () -> serverInfo.send(command.getInfoList(), listener));
  }

  @Override
  public FlightInfo getFlightInfoTypeInfo(
      FlightSql.CommandGetXdbcTypeInfo command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_TYPE_INFO_SCHEMA);
  }

  @Override
  public void getStreamTypeInfo(
      FlightSql.CommandGetXdbcTypeInfo command,
      CallContext context,
      ServerStreamListener listener) {
    send(listener, () -> metadata.empty(Schemas.GET_TYPE_INFO_SCHEMA));
  }

  @Override
  public FlightInfo getFlightInfoCatalogs(
      FlightSql.CommandGetCatalogs command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_CATALOGS_SCHEMA);
  }

  @Override
  public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
    send(listener, metadata::catalogs);
  }

  @Override
  public FlightInfo getFlightInfoSchemas(
      FlightSql.CommandGetDbSchemas command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_SCHEMAS_SCHEMA);
  }

  @Override
  public void getStreamSchemas(
      FlightSql.CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
    send(listener, () -> metadata.schemas(command));
  }

  @Override
  public FlightInfo getFlightInfoTables(
      FlightSql.CommandGetTables command, CallContext context, FlightDescriptor descriptor) {
    Schema schema =
        command.getIncludeSchema()
            ? Schemas.GET_TABLES_SCHEMA
            : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA;
    return info(command, descriptor, schema);
  }

  @Override
  public void getStreamTables(
      FlightSql.CommandGetTables command, CallContext context, ServerStreamListener listener) {
    send(listener, () -> metadata.tables(command));
  }

  @Override
  public FlightInfo getFlightInfoTableTypes(
      FlightSql.CommandGetTableTypes command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_TABLE_TYPES_SCHEMA);
  }

  @Override
  public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
    send(listener, metadata::tableTypes);
  }

  @Override
  public FlightInfo getFlightInfoPrimaryKeys(
      FlightSql.CommandGetPrimaryKeys command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_PRIMARY_KEYS_SCHEMA);
  }

  @Override
  public void getStreamPrimaryKeys(
      FlightSql.CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
    send(listener, () -> metadata.empty(Schemas.GET_PRIMARY_KEYS_SCHEMA));
  }

  @Override
  public FlightInfo getFlightInfoExportedKeys(
      FlightSql.CommandGetExportedKeys command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_EXPORTED_KEYS_SCHEMA);
  }

  @Override
  public void getStreamExportedKeys(
      FlightSql.CommandGetExportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    send(listener, () -> metadata.empty(Schemas.GET_EXPORTED_KEYS_SCHEMA));
  }

  @Override
  public FlightInfo getFlightInfoImportedKeys(
      FlightSql.CommandGetImportedKeys command, CallContext context, FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_IMPORTED_KEYS_SCHEMA);
  }

  @Override
  public void getStreamImportedKeys(
      FlightSql.CommandGetImportedKeys command,
      CallContext context,
      ServerStreamListener listener) {
    send(listener, () -> metadata.empty(Schemas.GET_IMPORTED_KEYS_SCHEMA));
  }

  @Override
  public FlightInfo getFlightInfoCrossReference(
      FlightSql.CommandGetCrossReference command,
      CallContext context,
      FlightDescriptor descriptor) {
    return info(command, descriptor, Schemas.GET_CROSS_REFERENCE_SCHEMA);
  }

  @Override
  public void getStreamCrossReference(
      FlightSql.CommandGetCrossReference command,
      CallContext context,
      ServerStreamListener listener) {
    send(listener, () -> metadata.empty(Schemas.GET_CROSS_REFERENCE_SCHEMA));
  }

  // the frame

  private static Session session(CallContext context) {
    return context.getMiddleware(CallAuthentication.KEY).session();
  }

  private static FlightInfo info(Message command, FlightDescriptor descriptor, Schema schema) {
    Ticket ticket = new Ticket(Any.pack(command).toByteArray());
    return new FlightInfo(schema, descriptor, List.of(new FlightEndpoint(ticket)), -1, -1);
  }

  private static void send(ServerStreamListener listener, Supplier<VectorSchemaRoot> rows) {
    guard(
        listener::error,
        () -> {
          try (VectorSchemaRoot root = rows.get()) {
            listener.start(root);
            listener.putNext();
            listener.completed();
          }
        });
  }

  private void updated(long rows, StreamListener<PutResult> acknowledgements) {
    byte[] result =
        FlightSql.DoPutUpdateResult.newBuilder().setRecordCount(rows).build().toByteArray();
    try (ArrowBuf buffer = house.allocator().buffer(result.length)) {
      buffer.writeBytes(result);
      acknowledgements.onNext(PutResult.metadata(buffer));
    }
    acknowledgements.onCompleted();
  }

  private String progress(Optional<QueryProgress> latest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    latest.ifPresent(
        query -> {
          fields.put("id", query.id().value());
          fields.put("state", query.state().name());
          fields.put("lane", query.lane());
          fields.put("elapsedMillis", query.elapsed().toMillis());
          fields.put("tasksDone", query.tasksDone());
          fields.put("tasksTotal", query.tasksTotal());
          fields.put("rows", query.rows());
        });
    try {
      return json.writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values do not become JSON", e);
    }
  }

  private static <T> T answer(Supplier<T> call) {
    try {
      return call.get();
    } catch (PenstockException e) {
      throw FlightErrors.of(e, Optional.empty());
    } catch (FlightRuntimeException e) {
      throw e;
    } catch (RuntimeException e) {
      throw FlightErrors.unexpected(e, Optional.empty());
    }
  }

  /** Where an error goes when the call is answered through a listener. */
  private interface ErrorSink {
    void accept(Throwable error);
  }

  private static void guard(ErrorSink errors, Runnable call) {
    try {
      call.run();
    } catch (PenstockException e) {
      errors.accept(FlightErrors.of(e, Optional.empty()));
    } catch (FlightRuntimeException e) {
      errors.accept(e);
    } catch (RuntimeException e) {
      errors.accept(FlightErrors.unexpected(e, Optional.empty()));
    }
  }
}
