package dev.plongee.sim.cli;

import dev.plongee.core.Rules;
import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.Console;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.kv.cli.Json;
import dev.plongee.kv.cli.Script;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Claims;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "tour",
    mixinStandardHelpOptions = true,
    header = "See everything work, in one finite command.",
    description = {
      "Starts three real processes in a fresh directory, runs client commands against them, kills"
          + " the leader half-way as 'kill -9' does, reads everything back, stops the processes,"
          + " and plays every scene of the simulator. One line a step.",
      "",
      "The commands of FILE, one a line: "
          + Script.LANGUAGE
          + ". \"Quotation marks\" hold blanks"
          + " together; # begins a comment. './raft shell' takes such lines too."
    },
    exitCodeList = {
      "0:Everything worked.",
      "1:A step went wrong; its line begins with ✗, or has \"ok\":false.",
      "2:Usage, or a file that is no script; nothing was started.",
      "130:Interrupted by Ctrl-C; the processes and their directory are gone."
    },
    footer = {"  ./raft tour", "  ./raft tour my-commands.raft --json"})
final class TourCommand implements Callable<Integer> {
  private static final int NODES = 3;

  /// Longer than several elections in a row on a busy machine.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// More commands than anybody wants to watch; larger files are not scripts.
  private static final int MAX_BYTES = 1 << 20;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The commands to run (default: a sample of its own).")
  private @Nullable Path file;

  @Mixin private Console console;

  private int step;
  private int failures;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Script script = script();
    long began = System.nanoTime();
    Path directory = Files.createTempDirectory("plongee-tour-");
    console.remark("starting " + NODES + " processes in " + directory);
    Tour tour = null;
    try (LocalCluster cluster = LocalCluster.start(directory, NODES)) {
      tour = visit(cluster, script);
      tell("stop", cluster.stop(), "Ctrl-C: every process of the cluster has ended");
    }
    int scenes = scenes();
    result(tour, scenes, (System.nanoTime() - began) / 1_000_000);
    if (failures == 0) {
      LocalCluster.delete(directory);
      return ExitCode.GOOD;
    }
    console.remark("the directory is kept: " + directory);
    return ExitCode.NO;
  }

  // --- the cluster

  private Tour visit(LocalCluster cluster, Script script) throws InterruptedException {
    for (LocalCluster.Node node : cluster.nodes()) {
      tell("start", true, node.id() + " runs as process " + node.pid() + " at " + node.address());
    }
    tell("elect", true, cluster.firstLeader() + " leads");
    List<Script.Line> lines = script.lines();
    int half = lines.size() / 2;
    ClientOptions options =
        new ClientOptions(
            cluster.nodes().stream().map(LocalCluster.Node::address).toList(), 0, PATIENCE);
    try (PlongeeClient client = new PlongeeClient(options)) {
      Tour tour = new Tour(new ClusterStore(client));
      lines.subList(0, half).forEach(line -> run(tour, line));
      kill(cluster);
      lines.subList(half, lines.size()).forEach(line -> run(tour, line));
      readBack(tour);
      return tour;
    }
  }

  private void kill(LocalCluster cluster) throws InterruptedException {
    LocalCluster.Node leader =
        cluster.nodes().stream()
            .filter(node -> node.id().equals(cluster.firstLeader()))
            .findFirst()
            .orElseThrow();
    cluster.kill(leader);
    tell("kill", true, "kill -9 " + leader.pid() + ": " + leader.id() + ", the leader, is gone");
  }

  private void run(Tour tour, Script.Line line) {
    String asked =
        switch (line.request()) {
          case Script.Put(String key, String value) -> "put " + key + " \"" + value + "\"";
          case Script.Get(String key) -> "get " + key;
          case Script.Delete(String key) -> "delete " + key;
          case Script.Cas(String key, Optional<String> expected, String value) ->
              "cas "
                  + key
                  + expected.map(from -> " \"" + from + "\" \"").orElse(" --absent \"")
                  + value
                  + "\"";
          case Script.Append(String key, String suffix) -> "append " + key + " \"" + suffix + "\"";
          case Script.ListKeys(String prefix) -> "list " + prefix;
        };
    try {
      tell("command", true, asked.strip() + " → " + tour.run(line.request()));
    } catch (Tour.Wrong | CallException e) {
      tell("command", false, asked.strip() + " → " + e.getMessage());
    }
  }

  private void readBack(Tour tour) {
    try {
      int keys = tour.readEverythingBack();
      tell(
          "read back",
          true,
          (keys == 1 ? "1 key holds" : keys + " keys hold")
              + " what was acknowledged last; nothing acknowledged is lost");
    } catch (Tour.Wrong | CallException e) {
      tell("read back", false, String.valueOf(e.getMessage()));
    }
  }

  // --- the scenes

  private int scenes() {
    List<Scene> scenes = SceneLibrary.bundled();
    for (Scene scene : scenes) {
      Player player = new Player(scene, Rules.PAPER, Claims.ALL);
      int claims = 0;
      while (!player.isOver()) {
        claims += player.next() instanceof Moment.Held ? 1 : 0;
      }
      String title = "scene " + scene.number() + ", " + scene.title().in(Language.EN);
      tell("scene", !player.hasFailed(), title + ": " + claims + " claims hold");
    }
    return scenes.size();
  }

  // --- telling

  private void tell(String what, boolean good, String text) {
    step++;
    failures += good ? 0 : 1;
    console.say((good ? "✓ " : "✗ ") + text);
    console.emit(() ->
        Json.object("step")
            .put("number", step)
            .put("step", what)
            .put("ok", good)
            .put("text", text));
  }

  private void result(Tour tour, int scenes, long millis) {
    console.emit(() ->
        Json.object("result")
            .put("passed", failures == 0)
            .put("steps", step)
            .put("failures", failures)
            .put("acknowledged", tour.acknowledged())
            .put("unknown", tour.unknown())
            .put("reads", tour.reads())
            .put("scenes", scenes)
            .put("seconds", millis / 1e3));
    String counts =
        tour.acknowledged()
            + " writes acknowledged, "
            + tour.unknown()
            + " of unknown outcome, "
            + tour.reads()
            + " reads, "
            + scenes
            + " scenes, "
            + String.format(Locale.ROOT, "%.1f s", millis / 1e3);
    console.say("");
    console.say(
        failures == 0
            ? "All is well: " + counts + "."
            : failures + " of " + step + " steps went wrong: " + counts + ".");
  }

  // --- files

  private Script script() throws IOException {
    if (file == null) {
      try (InputStream sample = TourCommand.class.getResourceAsStream("/tour.raft")) {
        return Script.parse(
            "the sample",
            new String(Objects.requireNonNull(sample).readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    if (!Files.exists(file)) {
      throw refused("there is no file " + file);
    }
    if (Files.isDirectory(file)) {
      throw refused(file + " is a directory");
    }
    Script script = Script.parse(file.toString(), text(file));
    if (script.lines().isEmpty()) {
      throw refused(file + " holds no command");
    }
    return script;
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      // What is no file, a device for example, does not tell its size.
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refused(file + " is larger than " + MAX_BYTES + " bytes");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      throw refused(file + " is not a text in UTF-8");
    }
  }

  private static CommandException refused(String why) {
    return new CommandException(
        ExitCode.USAGE, why, "a file with one command a line, or none for the sample: ./raft tour");
  }
}
