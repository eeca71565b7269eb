package io.penstock.planner.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.internal.util.VectorUtils;
import io.penstock.execution.api.TableFiles;
import io.penstock.planner.pruning.DataFile;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes actions as a log has them, for engines that are to read some files of a version and not
 * its log. Only of tables whose features are known to need no more than that.
 */
final class LogActions {
  private static final int MAX_FILES = 1_000;
  private static final int MAX_CHARACTERS = 1 << 20;

  /** Those that bear on reading, and of which the actions tell everything. */
  private static final Set<String> READER_FEATURES =
      Set.of(
          "columnMapping",
          "deletionVectors",
          "timestampNtz",
          "v2Checkpoint",
          "vacuumProtocolCheck");

  /** It gives rows identities, which are not in the actions as they are written here. */
  private static final String ROW_TRACKING = "rowTracking";

  private static final JsonFactory FACTORY = new JsonFactory();

  private interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private LogActions() {}

  /** What an engine needs to read these files; empty if it had better look for itself. */
  static Optional<TableFiles> of(SnapshotImpl snapshot, List<DataFile> files) {
    Protocol protocol = snapshot.getProtocol();
    boolean known =
        READER_FEATURES.containsAll(protocol.getReaderFeatures())
            && !protocol.getWriterFeatures().contains(ROW_TRACKING);
    if (!known || files.size() > MAX_FILES) {
      return Optional.empty();
    }
    List<String> adds = new ArrayList<>();
    long characters = 0;
    for (DataFile file : files) {
      String add = add(file);
      adds.add(add);
      characters += add.length();
    }
    return characters > MAX_CHARACTERS
        ? Optional.empty()
        : Optional.of(new TableFiles(protocol(protocol), metadata(snapshot.getMetadata()), adds));
  }

  private static String protocol(Protocol protocol) {
    return action(
        "protocol",
        json -> {
          json.writeNumberField("minReaderVersion", protocol.getMinReaderVersion());
          json.writeNumberField("minWriterVersion", protocol.getMinWriterVersion());
          if (protocol.getMinReaderVersion() >= 3) {
            strings(json, "readerFeatures", new TreeSet<>(protocol.getReaderFeatures()));
          }
          if (protocol.getMinWriterVersion() >= 7) {
            strings(json, "writerFeatures", new TreeSet<>(protocol.getWriterFeatures()));
          }
        });
  }

  private static String metadata(Metadata metadata) {
    return action(
        "metaData",
        json -> {
          json.writeStringField("id", metadata.getId());
          json.writeObjectFieldStart("format");
          json.writeStringField("provider", metadata.getFormat().getProvider());
          strings(json, "options", metadata.getFormat().getOptions());
          json.writeEndObject();
          json.writeStringField("schemaString", metadata.getSchemaString());
          strings(
              json,
              "partitionColumns",
              VectorUtils.<String>toJavaList(metadata.getPartitionColumns()));
          strings(json, "configuration", metadata.getConfiguration());
        });
  }

  private static String add(DataFile file) {
    return action(
        "add",
        json -> {
          json.writeStringField("path", file.path());
          strings(json, "partitionValues", file.partitionValues());
          json.writeNumberField("size", file.size());
          json.writeNumberField("modificationTime", file.modificationTime());
          json.writeBooleanField("dataChange", false);
          if (file.deletionVector().isPresent()) {
            deletionVector(json, file.deletionVector().get());
          }
        });
  }

  private static void deletionVector(JsonGenerator json, DataFile.DeletionVector vector)
      throws IOException {
    json.writeObjectFieldStart("deletionVector");
    json.writeStringField("storageType", vector.storageType());
    json.writeStringField("pathOrInlineDv", vector.pathOrInlineDv());
    if (vector.offset().isPresent()) {
      json.writeNumberField("offset", vector.offset().get());
    }
    json.writeNumberField("sizeInBytes", vector.sizeInBytes());
    json.writeNumberField("cardinality", vector.cardinality());
    json.writeEndObject();
  }

  private static String action(String name, Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeObjectFieldStart(name);
      body.write(json);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void strings(JsonGenerator json, String name, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void strings(
      JsonGenerator json, String name, Map<String, ? extends @Nullable String> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, ? extends @Nullable String> entry : values.entrySet()) {
      String value = entry.getValue();
      json.writeFieldName(entry.getKey());
      if (value == null) {
        json.writeNull();
      } else {
        json.writeString(value);
      }
    }
    json.writeEndObject();
  }
}
