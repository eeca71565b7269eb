package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.CatalogFunction.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A function's row in the control store; lists of names are flat arrays of strings. */
final class FunctionRow {
  private static final int NAME = 3;
  private static final int PLACE = 5;

  private FunctionRow() {}

  /** From the columns text, relations and functions, which follow the three of the name. */
  static CatalogFunction read(TableName name, ResultSet row) throws SQLException {
    List<String> relations = Json.strings(row.getString(5));
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < relations.size(); i += PLACE) {
      places.add(
          new Place(
              name(relations, i),
              Integer.parseInt(relations.get(i + NAME)),
              Integer.parseInt(relations.get(i + NAME + 1))));
    }
    List<String> functions = Json.strings(row.getString(6));
    List<TableName> names = new ArrayList<>();
    for (int i = 0; i < functions.size(); i += NAME) {
      names.add(name(functions, i));
    }
    return new CatalogFunction(name, row.getString(4), places, names);
  }

  private static TableName name(List<String> parts, int at) {
    return new TableName(parts.get(at), parts.get(at + 1), parts.get(at + 2));
  }

  static String relations(CatalogFunction function) {
    List<String> flat = new ArrayList<>();
    for (Place place : function.relations()) {
      add(flat, place.name());
      flat.add(Integer.toString(place.start()));
      flat.add(Integer.toString(place.end()));
    }
    return Json.array(flat);
  }

  static String functions(CatalogFunction function) {
    List<String> flat = new ArrayList<>();
    function.functions().forEach(name -> add(flat, name));
    return Json.array(flat);
  }

  private static void add(List<String> flat, TableName name) {
    flat.addAll(List.of(name.catalog(), name.schema(), name.table()));
  }
}
