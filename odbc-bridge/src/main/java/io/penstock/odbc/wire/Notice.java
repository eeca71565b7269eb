package io.penstock.odbc.wire;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What ErrorResponse and NoticeResponse tell.
 *
 * @param severity ERROR, FATAL or WARNING
 * @param sqlState five characters
 * @param position of the character in the text that the client sent, counted from 1
 */
public record Notice(
    String severity,
    String sqlState,
    String message,
    Optional<String> detail,
    OptionalInt position) {}
