package dev.plongee.sim.schedule;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.sim.world.NetworkSettings;
import java.util.ArrayList;
import java.util.List;

/// Fault schedules as text, one fault a line, to be kept, read and replayed; times in microseconds.
///
/// ```
///   # a comment
///   crash at 1500000 for 300000 server leader keep 1
///   partition at 2000000 for 800000 group 1,2
/// ```
public final class FaultText {
  private static final String LEADER = "leader";

  /// What a clock that does not drift counts in a second.
  private static final int MILLION = 1_000_000;

  private FaultText() {}

  // --- printing

  /// The schedule as lines.
  public static String print(List<Fault> faults) {
    StringBuilder text = new StringBuilder();
    for (Fault fault : faults) {
      text.append(print(fault)).append('\n');
    }
    return text.toString();
  }

  private static String print(Fault fault) {
    return switch (fault) {
      case Fault.Crash crash ->
          head("crash", fault) + server(crash.server()) + " keep " + crash.keep();
      case Fault.PowerFailure failure -> head("power", fault) + " keep " + failure.keep();
      case Fault.Transfer transfer -> head("transfer", fault) + server(transfer.server());
      case Fault.Join join -> head("join", fault) + server(join.server()) + " vote " + join.vote();
      case Fault.Leave leave -> head("leave", fault) + server(leave.server());
      case Fault.Regroup regroup -> head("regroup", fault) + " group " + group(regroup.voters());
      case Fault.Pause pause -> head("pause", fault) + server(pause.server());
      case Fault.Partition partition ->
          head("partition", fault) + " group " + group(partition.group());
      case Fault.Isolation isolation -> head("isolate", fault) + server(isolation.server());
      case Fault.Deafness deafness -> head("deafen", fault) + server(deafness.server());
      case Fault.Muteness muteness -> head("mute", fault) + server(muteness.server());
      case Fault.Trap trap -> head("trap", fault) + " deaf " + trap.deafUs();
      case Fault.SlowDisk slow ->
          head("slow", fault) + server(slow.server()) + " fsync " + slow.fsyncUs();
      case Fault.DeadDisk dead -> head("stall", fault) + server(dead.server());
      case Fault.FullDisk full -> head("fill", fault) + server(full.server());
      case Fault.FailingDisk failing -> head("fail", fault) + server(failing.server());
      case Fault.BitFlip flip ->
          head("flip", fault) + server(flip.server()) + " place " + flip.place();
      case Fault.Drift drift ->
          head("drift", fault) + server(drift.server()) + " rate " + (MILLION + drift.ppm());
      case Fault.Weather weather -> head("weather", fault) + network(weather.settings());
    };
  }

  private static String head(String kind, Fault fault) {
    return kind + " at " + fault.at() + " for " + fault.us();
  }

  private static String server(int server) {
    return " server " + (server == Fault.LEADER ? LEADER : String.valueOf(server));
  }

  private static String group(NodeSet group) {
    StringBuilder text = new StringBuilder();
    for (int id = group.next(ServerId.NONE); id != ServerId.NONE; id = group.next(id)) {
      text.append(text.isEmpty() ? "" : ",").append(id);
    }
    return text.toString();
  }

  private static String network(NetworkSettings settings) {
    return " latency-min "
        + settings.latencyMinUs()
        + " latency-max "
        + settings.latencyMaxUs()
        + " fifo "
        + settings.fifo()
        + " loss "
        + settings.lossPpm()
        + " duplicate "
        + settings.duplicatePpm()
        + " answer-loss "
        + settings.answerLossPpm()
        + " delay "
        + settings.delayPpm()
        + " delay-min "
        + settings.delayMinUs()
        + " delay-max "
        + settings.delayMaxUs();
  }

  // --- parsing

  /// Reads lines that [#print(List)] wrote, or that somebody wrote by hand.
  ///
  /// @throws IllegalArgumentException with the line and what is wrong in it
  public static List<Fault> parse(String text) {
    List<Fault> faults = new ArrayList<>();
    int number = 0;
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end).strip();
      from = end < 0 ? text.length() : end + 1;
      number++;
      if (!line.isEmpty() && line.charAt(0) != '#') {
        faults.add(fault(new Words(line, number)));
      }
    }
    return faults;
  }

  private static Fault fault(Words words) {
    String kind = words.next();
    long at = words.number("at");
    long us = words.number("for");
    Fault fault =
        switch (kind) {
          case "crash" -> new Fault.Crash(at, us, words.server(), (int) words.number("keep"));
          case "power" -> new Fault.PowerFailure(at, us, (int) words.number("keep"));
          case "transfer" -> new Fault.Transfer(at, us, words.server());
          case "join" -> new Fault.Join(at, us, words.server(), words.named("vote").equals("true"));
          case "leave" -> new Fault.Leave(at, us, words.server());
          case "regroup" -> new Fault.Regroup(at, us, words.group());
          case "pause" -> new Fault.Pause(at, us, words.server());
          case "partition" -> new Fault.Partition(at, us, words.group());
          case "isolate" -> new Fault.Isolation(at, us, words.server());
          case "deafen" -> new Fault.Deafness(at, us, words.server());
          case "mute" -> new Fault.Muteness(at, us, words.server());
          case "trap" -> new Fault.Trap(at, us, words.number("deaf"));
          case "slow" -> new Fault.SlowDisk(at, us, words.server(), words.number("fsync"));
          case "stall" -> new Fault.DeadDisk(at, us, words.server());
          case "fill" -> new Fault.FullDisk(at, us, words.server());
          case "fail" -> new Fault.FailingDisk(at, us, words.server());
          case "flip" -> new Fault.BitFlip(at, us, words.server(), (int) words.number("place"));
          case "drift" ->
              new Fault.Drift(at, us, words.server(), (int) words.number("rate") - MILLION);
          case "weather" -> new Fault.Weather(at, us, network(words));
          default -> throw words.error("no fault is called '" + kind + "'");
        };
    words.end();
    return fault;
  }

  private static NetworkSettings network(Words words) {
    return new NetworkSettings(
        words.number("latency-min"),
        words.number("latency-max"),
        words.named("fifo").equals("true"),
        (int) words.number("loss"),
        (int) words.number("duplicate"),
        (int) words.number("answer-loss"),
        (int) words.number("delay"),
        words.number("delay-min"),
        words.number("delay-max"));
  }

  /// The words of one line, in order.
  private static final class Words {
    private final String line;
    private final int number;
    private int at;

    Words(String line, int number) {
      this.line = line;
      this.number = number;
    }

    String next() {
      int end = line.indexOf(' ', at);
      String word = line.substring(at, end < 0 ? line.length() : end);
      at = end < 0 ? line.length() : end + 1;
      return word;
    }

    /// The word behind this one, which must come next.
    String named(String name) {
      String found = next();
      if (!found.equals(name)) {
        throw error("expected '" + name + "' instead of '" + found + "'");
      }
      return next();
    }

    long number(String name) {
      String word = named(name);
      try {
        long value = Long.parseLong(word);
        if (value >= 0) {
          return value;
        }
      } catch (NumberFormatException _) {
        // Told below, with the line.
      }
      throw error("expected a number from 0 on behind '" + name + "' instead of '" + word + "'");
    }

    int server() {
      String word = named("server");
      return word.equals(LEADER) ? Fault.LEADER : id(word);
    }

    NodeSet group() {
      String list = named("group");
      NodeSet group = NodeSet.EMPTY;
      int from = 0;
      while (from < list.length()) {
        int end = list.indexOf(',', from);
        group = group.with(id(list.substring(from, end < 0 ? list.length() : end)));
        from = end < 0 ? list.length() : end + 1;
      }
      return group;
    }

    private int id(String word) {
      for (int id = 1; id <= ServerId.MAX; id++) {
        if (word.equals(String.valueOf(id))) {
          return id;
        }
      }
      throw error("expected a server id instead of '" + word + "'");
    }

    void end() {
      if (at < line.length()) {
        throw error("nothing more was expected, but '" + line.substring(at) + "'");
      }
    }

    IllegalArgumentException error(String what) {
      return new IllegalArgumentException("line " + number + ": " + what);
    }
  }
}
