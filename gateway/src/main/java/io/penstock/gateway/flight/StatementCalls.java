package io.penstock.gateway.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import io.penstock.execution.api.QueryId;
import io.penstock.execution.api.ResultStream;
import io.penstock.gateway.query.ArrowValues;
import io.penstock.gateway.query.QueryService;
import io.penstock.gateway.query.Statement;
import io.penstock.gateway.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Statements over Flight SQL. GetFlightInfo plans and announces a query; DoGet with its ticket runs
 * it, and cancelling that call, or CancelFlightInfo, stops it.
 */
final class StatementCalls {
  private final QueryService queries;
  private final PendingQueries pending = new PendingQueries();
  private final Executor streams;
  private final Executor cancels;

  /**
   * @param streams runs queries and sends their rows; a call's own thread must stay free for the
   *     news that its client is ready or has left
   * @param cancels runs what a client's leaving sets off
   */
  StatementCalls(QueryService queries, Executor streams, Executor cancels) {
    this.queries = queries;
    this.streams = streams;
    this.cancels = cancels;
  }

  FlightInfo announce(String sql, Session session, FlightDescriptor descriptor) {
    return announce(queries.prepare(session, sql), List.of(), descriptor);
  }

  FlightInfo announcePrepared(ByteString handle, Session session, FlightDescriptor descriptor) {
    PendingQueries.Prepared prepared = pending.prepared(handle, session);
    return announce(prepared.statement(), prepared.parameters(), descriptor);
  }

  Schema schema(String sql, Session session) {
    return ColumnMetadata.describe(queries.prepare(session, sql).schema());
  }

  Schema preparedSchema(ByteString handle, Session session) {
    return ColumnMetadata.describe(pending.prepared(handle, session).statement().schema());
  }

  ActionCreatePreparedStatementResult prepare(String sql, Session session) {
    Statement statement = queries.prepare(session, sql);
    ActionCreatePreparedStatementResult.Builder result =
        ActionCreatePreparedStatementResult.newBuilder()
            .setPreparedStatementHandle(pending.add(statement))
            .setParameterSchema(bytes(statement.parameterSchema()));
    if (!statement.schema().getFields().isEmpty()) {
      result.setDatasetSchema(bytes(ColumnMetadata.describe(statement.schema())));
    }
    return result.build();
  }

  void close(ByteString handle, Session session) {
    pending.remove(handle, session);
  }

  void bind(ByteString handle, Session session, FlightStream parameters) {
    PendingQueries.Prepared prepared = pending.prepared(handle, session);
    List<@Nullable Object> values = new ArrayList<>();
    while (parameters.next()) {
      if (!values.isEmpty() && parameters.getRoot().getRowCount() > 0) {
        throw new PenstockException(
            ErrorCode.INVALID_PARAMETER_VALUE, "A query takes one row of parameters.");
      }
      values.addAll(
          ArrowValues.read(parameters.getRoot(), prepared.statement().parameters().names()));
    }
    prepared.bind(values);
  }

  /** Runs an announced query and sends its rows. */
  void stream(ByteString handle, Session session, ServerStreamListener listener) {
    start(pending.take(handle, session), session, listener);
  }

  /** For clients that use the command itself as ticket. */
  void streamPrepared(ByteString handle, Session session, ServerStreamListener listener) {
    PendingQueries.Prepared prepared = pending.prepared(handle, session);
    start(
        new PendingQueries.Announced(QueryId.random(), prepared.statement(), prepared.parameters()),
        session,
        listener);
  }

  /** Runs a statement for its effect; the count of rows it changed. */
  long update(String sql, Session session) {
    return drain(queries.prepare(session, sql), List.of());
  }

  long updatePrepared(ByteString handle, Session session) {
    PendingQueries.Prepared prepared = pending.prepared(handle, session);
    return drain(prepared.statement(), prepared.parameters());
  }

  /**
   * Stops the query that a FlightInfo announced.
   *
   * @return false if it has ended, or never was
   */
  boolean cancel(FlightInfo info, Session session) {
    boolean stopped = false;
    for (FlightEndpoint endpoint : info.getEndpoints()) {
      Optional<QueryId> id = queryId(endpoint.getTicket());
      if (id.isPresent()) {
        stopped |= pending.withdraw(id.get(), session) || queries.cancel(id.get(), session.user());
      }
    }
    return stopped;
  }

  private FlightInfo announce(
      Statement statement, List<@Nullable Object> parameters, FlightDescriptor descriptor) {
    PendingQueries.Announced query =
        new PendingQueries.Announced(QueryId.random(), statement, parameters);
    TicketStatementQuery ticket =
        TicketStatementQuery.newBuilder().setStatementHandle(pending.announce(query)).build();
    FlightEndpoint endpoint = new FlightEndpoint(new Ticket(Any.pack(ticket).toByteArray()));
    Schema schema = ColumnMetadata.describe(statement.schema());
    return new FlightInfo(schema, descriptor, List.of(endpoint), -1, -1);
  }

  private void start(
      PendingQueries.Announced query, Session session, ServerStreamListener listener) {
    QueryId id = query.id();
    ResultSender sender =
        new ResultSender(listener, () -> cancels.execute(() -> queries.cancel(id, session.user())));
    try {
      streams.execute(() -> run(query, sender, listener));
    } catch (RejectedExecutionException e) {
      throw new PenstockException(
          ErrorCode.TOO_MANY_REQUESTS, "Too many results are being read. Try again later.", e);
    }
  }

  private void run(
      PendingQueries.Announced query, ResultSender sender, ServerStreamListener listener) {
    QueryId id = query.id();
    try (ResultStream result = queries.execute(query.statement(), id, query.parameters())) {
      sender.send(result, listener);
    } catch (PenstockException e) {
      listener.error(FlightErrors.of(e, Optional.of(id.value())));
    } catch (FlightRuntimeException e) {
      listener.error(e);
    } catch (RuntimeException e) {
      listener.error(FlightErrors.unexpected(e, Optional.of(id.value())));
    }
  }

  private long drain(Statement statement, List<@Nullable Object> parameters) {
    long rows = 0;
    try (ResultStream result = queries.execute(statement, QueryId.random(), parameters)) {
      while (result.next()) {
        rows += changedRows(result.batch());
      }
    }
    return statement.schema().getFields().isEmpty() ? 0 : rows;
  }

  /** INSERT, UPDATE, DELETE and MERGE answer one row that says how many they changed. */
  private static long changedRows(VectorSchemaRoot batch) {
    if (batch.getVector("num_affected_rows") instanceof BigIntVector count) {
      return batch.getRowCount() == 1 && !count.isNull(0) ? count.get(0) : 0;
    }
    return batch.getRowCount();
  }

  private static Optional<QueryId> queryId(Ticket ticket) {
    try {
      Any any = Any.parseFrom(ticket.getBytes());
      if (!any.is(TicketStatementQuery.class)) {
        return Optional.empty();
      }
      String id = any.unpack(TicketStatementQuery.class).getStatementHandle().toStringUtf8();
      return id.isEmpty() || id.length() > 64 ? Optional.empty() : Optional.of(new QueryId(id));
    } catch (InvalidProtocolBufferException e) {
      throw new PenstockException(
          ErrorCode.INVALID_PARAMETER_VALUE, "The ticket is not one of this server's.", e);
    }
  }

  private static ByteString bytes(Schema schema) {
    return ByteString.copyFrom(schema.serializeAsMessage());
  }
}
