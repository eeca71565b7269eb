package io.penstock.execution.spark;

import io.penstock.execution.api.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The error code for a condition as Spark ({@code error-conditions.json}) or Delta names it. */
final class ConditionCodes {
  private static final Map<String, ErrorCode> CODES = new HashMap<>();

  static {
    for (ErrorCode code : ErrorCode.values()) {
      CODES.put(code.name(), code);
    }
    put(ErrorCode.STATEMENT_TOO_COMPLEX, "FAILED_TO_PARSE_TOO_COMPLEX");
    put(ErrorCode.ARITHMETIC_OVERFLOW, "BINARY_ARITHMETIC_OVERFLOW");
    put(ErrorCode.QUERY_CANCELED, "SPARK_JOB_CANCELLED", "OPERATION_CANCELED");
    put(ErrorCode.OUT_OF_MEMORY, "UNABLE_TO_ACQUIRE_MEMORY");
    put(
        ErrorCode.STORAGE_UNAVAILABLE,
        "PATH_NOT_FOUND",
        "FAILED_READ_FILE",
        "CANNOT_READ_FILE_FOOTER",
        "DELTA_FAILED_READ_FILE_FOOTER",
        "DELTA_FILE_NOT_FOUND",
        "DELTA_FILE_NOT_FOUND_DETAILED",
        "DELTA_FILE_OR_DIR_NOT_FOUND",
        "DELTA_PATH_DOES_NOT_EXIST",
        "DELTA_TABLE_NOT_FOUND");
    put(
        ErrorCode.TABLE_LOG_DAMAGED,
        "DELTA_CHECKPOINT_NON_EXIST_TABLE",
        "DELTA_CHECKPOINT_SNAPSHOT_MISMATCH",
        "DELTA_LOG_FILE_NOT_FOUND",
        "DELTA_MISSING_PART_FILES",
        "DELTA_STATE_RECOVER_ERROR",
        "DELTA_TRUNCATED_TRANSACTION_LOG",
        "DELTA_TXN_LOG_FAILED_INTEGRITY",
        "DELTA_UNRECOGNIZED_LOGFILE",
        "DELTA_VERSIONS_NOT_CONTIGUOUS",
        "DELTA_VERSION_INVALID",
        "DELTA_VERSION_NOT_FOUND");
    put(
        ErrorCode.CONCURRENT_CHANGE,
        "DELTA_CONCURRENT_APPEND",
        "DELTA_CONCURRENT_DELETE_DELETE",
        "DELTA_CONCURRENT_DELETE_READ",
        "DELTA_CONCURRENT_TRANSACTION",
        "DELTA_CONCURRENT_WRITE",
        "DELTA_METADATA_CHANGED",
        "DELTA_PROTOCOL_CHANGED");
    put(
        ErrorCode.UNSUPPORTED_TABLE_FEATURE,
        "DELTA_FEATURES_PROTOCOL_METADATA_MISMATCH",
        "DELTA_INVALID_PROTOCOL_VERSION",
        "DELTA_UNSUPPORTED_COLUMN_MAPPING_MODE",
        "DELTA_UNSUPPORTED_FEATURES_FOR_READ",
        "DELTA_UNSUPPORTED_FEATURE_STATUS",
        "DELTA_UNSUPPORTED_TYPE_CHANGE_IN_PREVIEW",
        "DELTA_UNSUPPORTED_TYPE_CHANGE_IN_SCHEMA");
  }

  private ConditionCodes() {}

  private static void put(ErrorCode code, String... conditions) {
    for (String condition : List.of(conditions)) {
      CODES.put(condition, code);
    }
  }

  /** The code, by the condition's name without its subclass; ENGINE_REJECTED if it has none. */
  static ErrorCode of(String condition) {
    return CODES.getOrDefault(condition, ErrorCode.ENGINE_REJECTED);
  }
}
