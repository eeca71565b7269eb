package io.penstock.odbc.wire;

/**
 * A column of a RowDescription.
 *
 * @param type PostgreSQL's number of the type
 * @param length the type's in bytes, or -1
 * @param modifier the type's, or -1
 * @param binary whether its values are sent in binary format
 */
public record ResultColumn(String name, int type, int length, int modifier, boolean binary) {}
