package dev.plongee.kv.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// Reads `cluster.json` token by token: every client command does, and the mapper that would do it
/// in one line takes longer to load than the command to run.
final class ClusterFileReader {
  private String clusterId = "";
  private ClusterFile.Times timing = new ClusterFile.Times(0, 0, 0);
  private final List<ClusterFile.Member> nodes = new ArrayList<>();

  private ClusterFileReader() {}

  /// @throws JacksonException when the text is no JSON
  /// @throws IllegalArgumentException when it is, but no cluster
  static ClusterFile read(String text) {
    ClusterFileReader reader = new ClusterFileReader();
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      expect(in, in.nextToken(), JsonToken.START_OBJECT);
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "clusterId" -> reader.clusterId = in.getString();
          case "timing" -> reader.timing = timing(in);
          case "nodes" -> reader.nodes(in);
          default -> in.skipChildren();
        }
      }
      expect(in, in.currentToken(), JsonToken.END_OBJECT);
    }
    return new ClusterFile(reader.clusterId, reader.timing, reader.nodes);
  }

  private static ClusterFile.Times timing(JsonParser in) {
    expect(in, in.currentToken(), JsonToken.START_OBJECT);
    long heartbeat = 0;
    long electionMin = 0;
    long electionMax = 0;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "heartbeat" -> heartbeat = in.getLongValue();
        case "electionMin" -> electionMin = in.getLongValue();
        case "electionMax" -> electionMax = in.getLongValue();
        default -> in.skipChildren();
      }
    }
    return new ClusterFile.Times(heartbeat, electionMin, electionMax);
  }

  private void nodes(JsonParser in) {
    expect(in, in.currentToken(), JsonToken.START_ARRAY);
    while (in.nextToken() == JsonToken.START_OBJECT) {
      String id = "";
      String address = "";
      long pid = 0;
      boolean joined = false;
      boolean started = false;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "id" -> id = in.getString();
          case "address" -> address = in.getString();
          case "pid" -> pid = in.getLongValue();
          case "joined" -> joined = in.getBooleanValue();
          case "started" -> started = in.getBooleanValue();
          default -> in.skipChildren();
        }
      }
      nodes.add(new ClusterFile.Member(id, address, pid, joined, started));
    }
    expect(in, in.currentToken(), JsonToken.END_ARRAY);
  }

  private static void expect(JsonParser in, JsonToken found, JsonToken expected) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "%s expected, %s found in line %d"
              .formatted(expected, found, in.currentLocation().getLineNr()));
    }
  }
}
