package io.penstock.execution.api;

/**
 * Every error that a client can see: a stable number, who must act, and the SQLSTATE. Names and
 * SQLSTATEs are Spark's where Spark has the condition (its {@code error-conditions.json}). Append;
 * never rename or renumber.
 */
public enum ErrorCode {
  PARSE_SYNTAX_ERROR(1, ErrorKind.USER, "42601"),
  TABLE_OR_VIEW_NOT_FOUND(2, ErrorKind.USER, "42P01"),
  SCHEMA_NOT_FOUND(3, ErrorKind.USER, "42704"),
  CATALOG_NOT_FOUND(4, ErrorKind.USER, "42P08"),
  UNRESOLVED_COLUMN(5, ErrorKind.USER, "42703"),
  AMBIGUOUS_REFERENCE(6, ErrorKind.USER, "42704"),
  UNRESOLVED_ROUTINE(7, ErrorKind.USER, "42883"),
  DATATYPE_MISMATCH(8, ErrorKind.USER, "42K09"),
  WRONG_NUM_ARGS(9, ErrorKind.USER, "42605"),
  MISSING_AGGREGATION(10, ErrorKind.USER, "42803"),
  INVALID_STATEMENT(11, ErrorKind.USER, "42000"),
  UNSUPPORTED_FEATURE(12, ErrorKind.USER, "0A000"),
  STATEMENT_TOO_LARGE(13, ErrorKind.USER, "54000"),
  STATEMENT_TOO_COMPLEX(14, ErrorKind.USER, "54001"),
  INVALID_SETTING(15, ErrorKind.USER, "22023"),
  UNBOUND_SQL_PARAMETER(16, ErrorKind.USER, "42P02"),
  INVALID_PARAMETER_VALUE(17, ErrorKind.USER, "22023"),

  DIVIDE_BY_ZERO(20, ErrorKind.USER, "22012"),
  CAST_INVALID_INPUT(21, ErrorKind.USER, "22018"),
  CAST_OVERFLOW(22, ErrorKind.USER, "22003"),
  ARITHMETIC_OVERFLOW(23, ErrorKind.USER, "22003"),
  /** Another writer was first: nothing was changed, and the statement may be sent again. */
  CONCURRENT_CHANGE(26, ErrorKind.RESOURCE, "40001"),
  /** The key names another statement, which was carried out; this one was not. */
  IDEMPOTENCY_KEY_REUSED(27, ErrorKind.USER, "22023"),
  /** Any other condition that Spark names; {@link Failure#condition()} holds the name. */
  ENGINE_REJECTED(24, ErrorKind.USER, "42000"),

  INVALID_CREDENTIALS(30, ErrorKind.USER, "28000"),
  PERMISSION_DENIED(31, ErrorKind.USER, "42501"),
  SESSION_NOT_FOUND(32, ErrorKind.USER, "08003"),
  STATEMENT_NOT_FOUND(33, ErrorKind.USER, "26000"),

  QUERY_CANCELED(40, ErrorKind.USER, "57014"),
  QUERY_TIMEOUT(41, ErrorKind.RESOURCE, "57014"),
  RESULT_ABANDONED(42, ErrorKind.USER, "57014"),
  TOO_MANY_REQUESTS(43, ErrorKind.RESOURCE, "53300"),
  OUT_OF_MEMORY(44, ErrorKind.RESOURCE, "53200"),
  DISK_FULL(45, ErrorKind.RESOURCE, "53100"),
  ENGINE_START_FAILED(46, ErrorKind.RESOURCE, "57P03"),
  ENGINE_LOST(47, ErrorKind.RESOURCE, "57P02"),
  /** The engine was lost while it changed a table: the change may or may not be committed. */
  COMMIT_STATE_UNKNOWN(49, ErrorKind.RESOURCE, "40003"),
  SHUTTING_DOWN(48, ErrorKind.RESOURCE, "57P01"),

  TABLE_LOG_DAMAGED(60, ErrorKind.EXTERNAL, "58030"),
  UNSUPPORTED_TABLE_FEATURE(61, ErrorKind.EXTERNAL, "56038"),
  STORAGE_ACCESS_DENIED(62, ErrorKind.EXTERNAL, "42501"),
  STORAGE_UNAVAILABLE(63, ErrorKind.EXTERNAL, "58030"),

  TABLE_OR_VIEW_ALREADY_EXISTS(100, ErrorKind.USER, "42P07"),
  SCHEMA_ALREADY_EXISTS(101, ErrorKind.USER, "42P06"),
  CATALOG_ALREADY_EXISTS(102, ErrorKind.USER, "42710"),
  SCHEMA_NOT_EMPTY(103, ErrorKind.USER, "2BP01"),
  CATALOG_NOT_EMPTY(104, ErrorKind.USER, "2BP01"),
  INVALID_SCHEMA_OR_RELATION_NAME(105, ErrorKind.USER, "42602"),
  WRONG_COMMAND_FOR_OBJECT_TYPE(106, ErrorKind.USER, "42809"),
  LOCATION_ALREADY_EXISTS(107, ErrorKind.USER, "42710"),
  /** A location inside or around another table's folder. */
  LOCATION_OVERLAP(108, ErrorKind.USER, "42710"),
  /** A location outside the folders that the server may use. */
  LOCATION_NOT_ALLOWED(109, ErrorKind.USER, "42501"),
  /** Another statement is creating the table: try again when it has ended. */
  TABLE_CREATION_IN_PROGRESS(110, ErrorKind.RESOURCE, "40001"),

  SCHEMA_MISMATCH(80, ErrorKind.INTERNAL, "XX000"),
  INTERNAL_ERROR(99, ErrorKind.INTERNAL, "XX000");

  private final int number;
  private final ErrorKind kind;
  private final String sqlState;

  ErrorCode(int number, ErrorKind kind, String sqlState) {
    this.number = number;
    this.kind = kind;
    this.sqlState = sqlState;
  }

  /** Stable over releases; the vendor code of JDBC. */
  public int number() {
    return number;
  }

  public ErrorKind kind() {
    return kind;
  }

  /** Five characters, as in ISO/IEC 9075 and Spark's error conditions. */
  public String sqlState() {
    return sqlState;
  }
}
