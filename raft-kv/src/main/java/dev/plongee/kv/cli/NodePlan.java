package dev.plongee.kv.cli;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.disk.DirectoryOwner;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Identity;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who a server is that is to be started: what its command line says, what its directory says, and
/// for one that joins what the cluster says.
///
/// @param founders with whom it begins a cluster, nobody when it comes to one that is there
/// @param join where it asks to be let in, empty when somebody else does
record NodePlan(Identity identity, NodeSet founders, List<Address> join) {
  /// The file that keeps where a server listens that was not told.
  private static final String ADDRESS = "address";

  private static final int CONNECT_MILLIS = 2_000;

  /// What a command line may say; 0, an empty text or nothing where it does not.
  record Told(
      Path data,
      int id,
      String cluster,
      List<String> members,
      List<String> known,
      List<Address> join,
      Optional<Address> listen,
      boolean again) {}

  /// @throws CommandException when it does not fit together, or no cluster answers
  static NodePlan of(Told told) throws IOException {
    if (!told.members().isEmpty() && !told.join().isEmpty()) {
      throw CommandException.usage(
          "--members begins a cluster, --join comes to one that is there", "give one of them");
    }
    Optional<DirectoryOwner> owner = DirectoryOwner.of(told.data());
    if (told.again() && owner.isEmpty()) {
      throw lost(told);
    }
    if (!told.join().isEmpty()) {
      return owner.isPresent() ? comesBack(told, owner.get()) : joins(told);
    }
    int id = id(told, owner);
    long cluster = cluster(told, owner);
    SortedMap<Integer, Address> members = MemberArguments.addresses("--members", told.members());
    NodeSet founders = NodeSet.of(members.keySet().stream().mapToInt(Integer::intValue).toArray());
    if (!members.isEmpty() && !members.containsKey(id)) {
      throw CommandException.usage(
          ServerId.name(id) + " is not among --members", "name this server there too");
    }
    Address own =
        members.containsKey(id)
            ? members.get(id)
            : listen(told)
                .orElseThrow(() ->
                    CommandException.usage(
                        "it is not said where " + ServerId.name(id) + " listens",
                        "--listen host:port, where the other servers reach it"));
    return new NodePlan(identity(told, cluster, id, own, members), founders, List.of());
  }

  /// It forgot its votes and what it acknowledged: the others count on both.
  private static CommandException lost(Told told) {
    String name = ServerId.name(told.id());
    return CommandException.usage(
        name + " has run before, and " + told.data() + " holds nothing of it any more",
        "let it come back as a new member: ./raft member remove "
            + name
            + ", then ./raft member add "
            + name);
  }

  private static int id(Told told, Optional<DirectoryOwner> owner) {
    if (told.id() == 0 && owner.isEmpty()) {
      throw CommandException.usage(
          "it is not said which server this is", "--id S1, or --join host:port to be given one");
    }
    return told.id() != 0 ? told.id() : owner.get().server();
  }

  private static long cluster(Told told, Optional<DirectoryOwner> owner) {
    if (told.cluster().isEmpty() && owner.isEmpty()) {
      throw CommandException.usage(
          "it is not said to which cluster this server belongs",
          "--cluster ID, or --join host:port to ask it");
    }
    return told.cluster().isEmpty() ? owner.get().cluster() : clusterId(told.cluster());
  }

  private static Identity identity(
      Told told, long cluster, int id, Address own, SortedMap<Integer, Address> members) {
    TreeMap<Integer, Address> all = new TreeMap<>(members);
    all.putAll(MemberArguments.addresses("--known", told.known()));
    all.put(id, own);
    return new Identity(cluster, id, all);
  }

  private static long clusterId(String text) {
    try {
      long parsed = HexFormat.fromHexDigitsToLong(text);
      if (parsed != 0) {
        return parsed;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw CommandException.usage(
        "'" + text + "' is no cluster id",
        "1 to 16 hexadecimal digits are, for example those of: openssl rand -hex 8");
  }

  // --- joining

  /// It was let in before, or asked to be: it needs nobody to start.
  private static NodePlan comesBack(Told told, DirectoryOwner owner) throws IOException {
    requireSame(told, owner.server(), owner.cluster());
    Optional<Address> own = listen(told);
    Address address = own.isPresent() ? own.get() : ownAddress(told.join());
    return new NodePlan(
        identity(told, owner.cluster(), owner.server(), address, new TreeMap<>()),
        NodeSet.EMPTY,
        told.join());
  }

  private static NodePlan joins(Told told) throws IOException {
    ClientOptions where = ClientOptions.of(told.join()).withoutSessions();
    try (PlongeeClient client = new PlongeeClient(where)) {
      // Any answer will do: with the connection comes who the cluster is.
      client.getString("x");
      SortedMap<Integer, Address> members = client.members();
      int id = told.id() != 0 ? told.id() : firstFree(members);
      requireSame(told, id, client.cluster());
      if (members.containsKey(id) && !listen(told).equals(Optional.of(members.get(id)))) {
        throw CommandException.usage(
            "the cluster has an " + ServerId.name(id) + " at " + members.get(id),
            "choose another --id, or none; a server whose directory was lost is removed first:"
                + " ./raft member remove "
                + ServerId.name(id));
      }
      Optional<Address> own = listen(told);
      Address address = own.isPresent() ? own.get() : ownAddress(told.join());
      return new NodePlan(
          identity(told, client.cluster(), id, address, members), NodeSet.EMPTY, told.join());
    }
  }

  private static void requireSame(Told told, int id, long cluster) {
    if (told.id() != 0 && told.id() != id) {
      throw CommandException.usage(
          told.data() + " belongs to " + ServerId.name(id),
          "leave --id out, or choose another --data");
    }
    if (!told.cluster().isEmpty() && clusterId(told.cluster()) != cluster) {
      throw CommandException.usage(
          "the cluster is " + Identity.clusterName(cluster) + ", not " + told.cluster(),
          "leave --cluster out, or join another one");
    }
  }

  private static int firstFree(SortedMap<Integer, Address> members) {
    for (int id = 1; id <= ServerId.MAX; id++) {
      if (!members.containsKey(id)) {
        return id;
      }
    }
    throw CommandException.usage(
        "the cluster has " + ServerId.MAX + " servers, and no number is left", "remove one first");
  }

  private static Optional<Address> listen(Told told) throws IOException {
    if (told.listen().isPresent()) {
      return told.listen();
    }
    try {
      String kept = Files.readString(told.data().resolve(ADDRESS), StandardCharsets.UTF_8);
      return Optional.of(Address.parse(kept.strip()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          told.data().resolve(ADDRESS) + ": " + e.getMessage(),
          "give the address: --listen host:port");
    }
  }

  /// The address of this machine from which the cluster can be reached, and a free port.
  private static Address ownAddress(List<Address> join) throws IOException {
    IOException last = new IOException("no address to join");
    for (Address address : join) {
      try (Socket socket = new Socket()) {
        socket.connect(address.resolve(), CONNECT_MILLIS);
        return new Address(socket.getLocalAddress().getHostAddress(), LocalPorts.free());
      } catch (IOException e) {
        last = e;
      }
    }
    throw new CommandException(
        ExitCode.UNREACHABLE,
        "nobody listens at " + join.getFirst() + ": " + last.getMessage(),
        "name a server of the cluster, or say where this one listens: --listen host:port");
  }

  /// Where it listens.
  Address address() {
    return identity.addressOf(identity.self());
  }

  /// Keeps the address for the next start, once the directory is there.
  void rememberAddress(Path data) throws IOException {
    Files.writeString(data.resolve(ADDRESS), address() + "\n", StandardCharsets.UTF_8);
  }
}
