package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;

/**
 * A table that a statement is creating: {@link Catalog#reserve} gives it, and {@link
 * Catalog#created} or {@link Catalog#abandon} takes it.
 *
 * @param name in the catalog's spelling of catalog and schema
 * @param location URI of its folder, which need not exist yet
 * @param managed whether the catalog chose the folder
 * @param adopted whether a table is in the folder already, which only gets a name
 * @param reservation which of the catalog's reservations it is
 */
public record NewTable(
    TableName name, String location, boolean managed, boolean adopted, long reservation) {}
