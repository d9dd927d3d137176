package dev.plongee.kv.cli;

import dev.plongee.kv.bench.Figures;
import dev.plongee.kv.bench.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The figures of a load, for people and for programs; beside them what they cost and what bounds
/// them: processor time, and the fsyncs of the same seconds.
///
/// @param sessions whether its writes went through sessions
/// @param clientCpuMicros processor time of this process
record BenchReport(
    Workload workload,
    int connections,
    boolean sessions,
    Figures figures,
    List<ServerLoad> servers,
    long clientCpuMicros) {
  private static final double MICROS_PER_SECOND = 1e6;

  ObjectNode json() {
    ObjectNode line =
        Json.object("result")
            .put("operations", figures.operations())
            .put("errors", figures.errors())
            .put("unknown", figures.unknown())
            .put("seconds", rounded(figures.seconds(), 1_000))
            .put("opsPerSecond", rounded(figures.operationsPerSecond(), 10));
    line.set("latencyMicros", Percentiles.ofLatency(figures.micros()));
    line.put("clients", workload.clients())
        .put("readRatio", workload.readRatio())
        .put("valueBytes", workload.valueBytes())
        .put("keys", workload.keys())
        .put("seed", workload.seed())
        .put("connections", connections)
        .put("sessions", sessions)
        .put("reads", figures.readMicros().getTotalCount())
        .put("writes", figures.writeMicros().getTotalCount());
    line.set("readLatencyMicros", Percentiles.ofLatency(figures.readMicros()));
    line.set("writeLatencyMicros", Percentiles.ofLatency(figures.writeMicros()));
    line.put("serverCpuSeconds", rounded(serverCpuMicros() / MICROS_PER_SECOND, 1_000))
        .put("clientCpuSeconds", rounded(clientCpuMicros / MICROS_PER_SECOND, 1_000));
    line.set("fsyncMicros", Percentiles.ofFsyncs(allFsyncs()));
    line.put("fileSystem", fileSystems());
    ArrayNode each = line.putArray("servers");
    for (ServerLoad server : servers) {
      ObjectNode node =
          each.addObject()
              .put("id", server.id())
              .put("role", server.role())
              .put("cpuSeconds", rounded(server.cpuMicros() / MICROS_PER_SECOND, 1_000))
              .put("fileSystem", server.fileSystem());
      node.set("fsyncMicros", Percentiles.ofFsyncs(server.fsyncMicros()));
    }
    return line;
  }

  private static double rounded(double value, int parts) {
    return Math.round(value * parts) / (double) parts;
  }

  private long serverCpuMicros() {
    return servers.stream().mapToLong(ServerLoad::cpuMicros).sum();
  }

  private Histogram allFsyncs() {
    Histogram all = new Histogram(2);
    servers.forEach(server -> all.add(server.fsyncMicros()));
    return all;
  }

  private String fileSystems() {
    return servers.stream()
        .map(ServerLoad::fileSystem)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  // --- for people

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "%,d client%s, %d connection%s%s, %.0f %% reads, %,d values of %,d bytes: %.1f s",
            workload.clients(),
            workload.clients() == 1 ? "" : "s",
            connections,
            connections == 1 ? "" : "s",
            sessions ? "" : ", no sessions",
            workload.readRatio() * 100,
            workload.keys(),
            workload.valueBytes(),
            figures.seconds()));
    lines.add(
        text(
            "  %,.0f operations a second   (%,d, %,d errors, %,d unknown)",
            figures.operationsPerSecond(),
            figures.operations(),
            figures.errors(),
            figures.unknown()));
    if (figures.operations() + figures.errors() + figures.unknown() == 0) {
      return List.of("nothing was measured: it ended before its first call was answered");
    }
    addLatency(lines, "reads", figures.readMicros());
    addLatency(lines, "writes", figures.writeMicros());
    addFsyncs(lines);
    addCpu(lines);
    return lines;
  }

  private static void addLatency(List<String> lines, String what, Histogram micros) {
    if (micros.getTotalCount() > 0) {
      lines.add(
          text(
              "  %-6s  p50 %s   p99 %s   p99.9 %s   max %s",
              what,
              millis(micros, 50),
              millis(micros, 99),
              millis(micros, 99.9),
              millis(micros, 100)));
    }
  }

  private void addFsyncs(List<String> lines) {
    Histogram all = allFsyncs();
    if (all.getTotalCount() > 0) {
      lines.add(
          text(
              "  fsync   p50 %s   p99 %s   (%,d on %s)",
              millis(all, 50), millis(all, 99), all.getTotalCount(), fileSystems()));
    }
  }

  private void addCpu(List<String> lines) {
    if (figures.operations() == 0) {
      return;
    }
    String each =
        servers.stream()
            .map(it ->
                text(
                    "%s%s %.1f s",
                    it.id(),
                    it.role().equals("leader") ? " (leader)" : "",
                    it.cpuMicros() / MICROS_PER_SECOND))
            .collect(Collectors.joining(", "));
    double micros = (double) (serverCpuMicros() + clientCpuMicros) / figures.operations();
    lines.add(text("  CPU     %.1f us an operation", micros));
    lines.add(text("          %s, client %.1f s", each, clientCpuMicros / MICROS_PER_SECOND));
  }

  private static String millis(Histogram micros, double percentile) {
    return text("%.2f ms", micros.getValueAtPercentile(percentile) / 1_000.0);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
