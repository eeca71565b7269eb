package io.penstock.planner;

import io.penstock.execution.api.TablePin;
import java.util.OptionalLong;

/**
 * A table that a query reads.
 *
 * @param files data files to be read
 * @param bytes their size on storage
 * @param rows rows in them, if every file's statistics say so
 */
public record PlannedTable(TablePin pin, long files, long bytes, OptionalLong rows) {}
