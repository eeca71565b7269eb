package io.penstock.gateway.query;

import io.penstock.execution.api.ErrorCode;
import io.penstock.execution.api.PenstockException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.util.Text;
import org.jspecify.annotations.Nullable;

/** Values from Arrow as {@code ExecutableQuery} takes them for parameters. */
public final class ArrowValues {
  private ArrowValues() {}

  /**
   * The values of a batch's one row.
   *
   * @param names of the statement's parameters: in their order, if the batch's columns are called
   *     so
   * @throws PenstockException INVALID_PARAMETER_VALUE if there are several rows or a type that
   *     cannot be a parameter
   */
  public static List<@Nullable Object> read(VectorSchemaRoot batch, List<String> names) {
    if (batch.getRowCount() > 1) {
      throw new PenstockException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "A query takes one row of parameters, not " + batch.getRowCount() + ".");
    }
    List<@Nullable Object> values = new ArrayList<>();
    if (batch.getRowCount() == 1) {
      List<FieldVector> vectors = new ArrayList<>(batch.getFieldVectors());
      List<String> columns = vectors.stream().map(FieldVector::getName).toList();
      if (columns.size() == names.size() && columns.containsAll(names)) {
        vectors.sort(Comparator.comparing(vector -> names.indexOf(vector.getName())));
      }
      vectors.forEach(vector -> values.add(value(vector)));
    }
    return values;
  }

  private static @Nullable Object value(FieldVector vector) {
    Object value = vector.getObject(0);
    ArrowType type = vector.getField().getType();
    if (value == null) {
      return null;
    }
    if (type instanceof ArrowType.Date date) {
      return date(date, value);
    }
    if (type instanceof ArrowType.Timestamp timestamp) {
      return timestamp(timestamp, value);
    }
    if (value instanceof Text) {
      return value.toString();
    }
    if (value instanceof Boolean || value instanceof Number || value instanceof byte[]) {
      return value;
    }
    throw new PenstockException(
        ErrorCode.INVALID_PARAMETER_VALUE, "A parameter cannot be of type " + type + ".");
  }

  private static LocalDate date(ArrowType.Date type, Object value) {
    if (value instanceof LocalDateTime time) {
      return time.toLocalDate();
    }
    long number = ((Number) value).longValue();
    return LocalDate.ofEpochDay(
        type.getUnit() == DateUnit.DAY ? number : Math.floorDiv(number, 86_400_000L));
  }

  private static Object timestamp(ArrowType.Timestamp type, Object value) {
    Instant instant;
    if (value instanceof LocalDateTime time) {
      instant = time.toInstant(ZoneOffset.UTC);
    } else {
      instant = Instant.EPOCH.plus(duration(type.getUnit(), ((Number) value).longValue()));
    }
    return type.getTimezone() == null ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant;
  }

  private static Duration duration(TimeUnit unit, long number) {
    return switch (unit) {
      case SECOND -> Duration.ofSeconds(number);
      case MILLISECOND -> Duration.ofMillis(number);
      case MICROSECOND ->
          Duration.ofSeconds(
              Math.floorDiv(number, 1_000_000L), Math.floorMod(number, 1_000_000L) * 1000L);
      case NANOSECOND -> Duration.ofNanos(number);
    };
  }
}
