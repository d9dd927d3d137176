package dev.plongee.kv.cli;

import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ObjectNode;

/// Times in microseconds as JSON. A percentile of nothing is null: nothing takes no time at all.
final class Percentiles {
  private Percentiles() {}

  static ObjectNode ofLatency(Histogram micros) {
    ObjectNode node = Json.object();
    put(node, "p50", micros, 50);
    put(node, "p99", micros, 99);
    put(node, "p999", micros, 99.9);
    put(node, "max", micros, 100);
    return node;
  }

  static ObjectNode ofFsyncs(Histogram micros) {
    ObjectNode node = Json.object().put("count", micros.getTotalCount());
    put(node, "p50", micros, 50);
    put(node, "p99", micros, 99);
    return node;
  }

  private static void put(ObjectNode node, String name, Histogram micros, double percentile) {
    Long value = micros.getTotalCount() == 0 ? null : micros.getValueAtPercentile(percentile);
    node.put(name, value);
  }
}
