package io.penstock.planner.catalog;

import io.penstock.execution.api.TableName;
import io.penstock.planner.catalog.EngineText.Place;
import java.util.ArrayList;
import java.util.List;

/** A text's columns in the control store; lists of names are flat arrays of strings. */
final class EngineTextRow {
  private static final int NAME = 3;
  private static final int PLACE = 5;

  private EngineTextRow() {}

  /** What {@link #relations} and {@link #functions} gave. */
  static EngineText read(String text, String relationsArray, String functionsArray) {
    List<String> relations = Json.strings(relationsArray);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < relations.size(); i += PLACE) {
      places.add(
          new Place(
              name(relations, i),
              Integer.parseInt(relations.get(i + NAME)),
              Integer.parseInt(relations.get(i + NAME + 1))));
    }
    List<String> functions = Json.strings(functionsArray);
    List<TableName> names = new ArrayList<>();
    for (int i = 0; i < functions.size(); i += NAME) {
      names.add(name(functions, i));
    }
    return new EngineText(text, places, names);
  }

  private static TableName name(List<String> parts, int at) {
    return new TableName(parts.get(at), parts.get(at + 1), parts.get(at + 2));
  }

  static String relations(EngineText text) {
    List<String> flat = new ArrayList<>();
    for (Place place : text.relations()) {
      add(flat, place.name());
      flat.add(Integer.toString(place.start()));
      flat.add(Integer.toString(place.end()));
    }
    return Json.array(flat);
  }

  static String functions(EngineText text) {
    List<String> flat = new ArrayList<>();
    text.functions().forEach(name -> add(flat, name));
    return Json.array(flat);
  }

  private static void add(List<String> flat, TableName name) {
    flat.addAll(List.of(name.catalog(), name.schema(), name.table()));
  }
}
