package dev.plongee.kv.cli;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.kv.disk.RefusedException;
import dev.plongee.kv.driver.Server;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.net.ListenException;
import dev.plongee.kv.net.Room;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    header = "Run one server in the foreground, for a cluster over several machines.",
    description =
        "Every server is given the same --cluster and the same --members. There is no encryption"
            + " and no authentication: whoever reaches a server may read and write everything.",
    exitCodeList = {
      "0:Stopped by Ctrl-C or SIGTERM.",
      "1:It had to stop, because its disk failed for example.",
      "2:Usage, bad input, or a directory or port that it cannot use."
    },
    footer = {
      "  The first of three machines; the others with their own --id and --data:",
      "  ./raft node --id S1 --data /var/lib/plongee/S1 \\",
      "      --cluster 6f1c0a7e5b3d2948 \\",
      "      --members S1=10.0.0.1:7001,S2=10.0.0.2:7001,S3=10.0.0.3:7001",
      "  A cluster of one, on this machine only:",
      "  ./raft node --id S1 --data /tmp/alone --cluster 1 --members S1=127.0.0.1:7001"
    })
final class NodeCommand implements Callable<Integer> {
  @Option(
      names = "--id",
      required = true,
      paramLabel = "SERVER",
      converter = Arguments.ServerIdConverter.class,
      description = "Which of the members this is.")
  private int id;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Where this server keeps its log; its own, on a disk that stays.")
  private Path data;

  @Option(
      names = "--cluster",
      required = true,
      paramLabel = "ID",
      description = "The id of the cluster: 1 to 16 hexadecimal digits, not all 0.")
  private String cluster;

  @Option(
      names = "--members",
      required = true,
      split = ",",
      paramLabel = "MEMBER,...",
      hideParamSyntax = true,
      description = "All servers of the cluster and where they listen: SERVER=HOST:PORT each.")
  private List<String> members;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Arguments.AddressConverter.class,
      description = "Where to listen (default: the own address among the members).")
  private @Nullable Address listen;

  @Option(
      names = "--supervised",
      hidden = true,
      description = "End when stdin closes: set by 'up', which holds its other end.")
  private boolean supervised;

  @Mixin private TimingOptions times;
  @Mixin private SnapshotOptions snapshots;
  @Mixin private Console console;

  @Override
  public Integer call() throws IOException {
    Logging.ofNode();
    requireRoom();
    Identity identity = identity();
    RaftConfig raft =
        RaftConfig.of(id, new Configuration(NodeSet.of(numbers(identity))))
            .with(times.or(RaftConfig.Timing.LOCAL))
            .with(Memory.limits());
    Address address = listen != null ? listen : identity.addressOf(id);
    warnIfReachable(address);
    CompletableFuture<Throwable> broken = new CompletableFuture<>();
    try (Server server =
        start(new Server.Settings(identity, address, raft, snapshots.or(raft)), broken)) {
      Ending.onSignal(server::close);
      if (supervised) {
        Ending.whenStdinCloses();
      }
      long pid = ProcessHandle.current().pid();
      console.emit(() ->
          Json.object("listening")
              .put("id", ServerId.name(id))
              .put("pid", pid)
              .put("address", address.toString()));
      console.say(
          "%s listens on %s (pid %d); Ctrl-C stops it".formatted(ServerId.name(id), address, pid));
      return end(broken.join());
    }
  }

  private static void requireRoom() {
    Room.objection()
        .ifPresent(why -> {
          throw CommandException.usage(why, "raise the limit first: ulimit -n 4096");
        });
  }

  private Server start(Server.Settings settings, CompletableFuture<Throwable> broken)
      throws IOException {
    try {
      return Server.start(settings, data, broken::complete);
    } catch (RefusedException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()), "see docs/operations.md, 'What the errors mean'");
    } catch (ListenException e) {
      throw CommandException.usage(
          e.reason(), "stop what listens there, or choose another port; the members must agree");
    }
  }

  /// The server has ended by itself, which it does only when it cannot go on.
  private static int end(Throwable cause) {
    throw new CommandException(
        ExitCode.NO,
        cause instanceof IOException
            ? String.valueOf(cause.getMessage())
            : "a bug stopped this server: " + cause,
        cause instanceof IOException
            ? "see docs/operations.md, 'What the errors mean'"
            : "start it again, and report its log");
  }

  private Identity identity() {
    TreeMap<Integer, Address> parsed = new TreeMap<>();
    for (String member : members) {
      addMember(member, parsed);
    }
    if (!parsed.containsKey(id)) {
      throw CommandException.usage(
          ServerId.name(id) + " is not among --members", "name this server there too");
    }
    return new Identity(clusterId(), id, parsed);
  }

  private static void addMember(String member, TreeMap<Integer, Address> members) {
    int equals = Math.max(0, member.indexOf('='));
    try {
      int server = Arguments.serverId(member.substring(0, equals));
      Address address = Address.parse(member.substring(equals + 1));
      if (members.put(server, address) != null) {
        throw CommandException.usage(
            ServerId.name(server) + " is named twice in --members", "name each server once");
      }
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          "'" + member + "' in --members: " + e.getMessage(),
          "write S1=host:port, several with commas between");
    }
  }

  private long clusterId() {
    try {
      long parsed = HexFormat.fromHexDigitsToLong(cluster);
      if (parsed != 0) {
        return parsed;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw CommandException.usage(
        "'" + cluster + "' is no cluster id",
        "1 to 16 hexadecimal digits are, for example those of: openssl rand -hex 8");
  }

  private static int[] numbers(Identity identity) {
    return identity.members().keySet().stream().mapToInt(Integer::intValue).toArray();
  }

  private void warnIfReachable(Address address) throws IOException {
    InetAddress host = InetAddress.getByName(address.host());
    if (!host.isLoopbackAddress()) {
      console.remark(
          "warning: "
              + address
              + " can be reached from other machines; there is no authentication and no"
              + " encryption");
    }
  }
}
