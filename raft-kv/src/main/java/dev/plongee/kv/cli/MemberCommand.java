package dev.plongee.kv.cli;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.kv.client.MemberChange;
import dev.plongee.kv.client.Members;
import dev.plongee.kv.client.MembersSeen;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "member",
    mixinStandardHelpOptions = true,
    header = "Say who belongs to the cluster, or change it while it works.",
    description = {
      "All servers that are named come and go in one change: new ones get the log first, and vote"
          + " when they have caught up; then the old and the new voters agree on the change"
          + " together. Clients notice nothing.",
      "",
      "'add' makes servers voters, learners too; 'promote' is another word for it. 'remove' removes"
          + " servers, dead ones too. 'replace' takes pairs, old and new, and does both. 'list'"
          + " says who votes, who learns, and how much of the log each has.",
      "",
      "In a cluster of 'up' a node S4 is started where it is added, and one that is removed is"
          + " stopped. Elsewhere name the address of a server that runs and waits, S4=HOST:PORT;"
          + " see 'node'. A server that was removed ends by itself.",
      "",
      "A change is waited for up to five minutes, unless --timeout says another time."
    },
    exitCodeList = {
      "0:Done: the members are as they were to become, or were so already.",
      "1:A node could not be started.",
      "2:Usage or bad input: such a change is impossible; nothing was done.",
      "3:Unknown: the leader was lost meanwhile. The same may be asked for again.",
      "4:No leader was reached, or a new server was not, or it did not catch up."
    },
    footer = {
      "  ./raft member list",
      "  ./raft member add S4 S5              two more nodes, in a cluster of 'up'",
      "  ./raft member add S4=10.0.0.4:7001   a server that waits there",
      "  ./raft member add S6 --learner       it gets the log, and does not vote",
      "  ./raft member promote S6             now it votes",
      "  ./raft member replace S1 S4          S4 in the place of S1",
      "  ./raft member remove S2 --json"
    })
final class MemberCommand implements Callable<Integer> {
  private static final String ROW = "%-4s %-21s %-8s %s";

  /// How long an election may take, and some that fail.
  private static final Duration ELECTION = Duration.ofSeconds(5);

  /// What can be done.
  static final class Actions implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  private static final List<String> ALL = List.of("list", "add", "remove", "promote", "replace");

  @Parameters(
      index = "0",
      paramLabel = "ACTION",
      completionCandidates = Actions.class,
      description = "${COMPLETION-CANDIDATES}.")
  private String action;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SERVER",
      description = "Whom it is about: S4, or S4=HOST:PORT (default: nobody, for 'list').")
  private List<String> servers = new ArrayList<>();

  @Option(names = "--learner", description = "With 'add': it gets the log without a vote.")
  private boolean learner;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    try (PlongeeClient client = new PlongeeClient(cluster.find(MemberWork.PATIENCE))) {
      return action.equals("list") ? list() : change(client);
    }
  }

  private void check() {
    if (!ALL.contains(action)) {
      throw CommandException.usage("there is no '" + action + "'", String.join(", ", ALL));
    }
    if (action.equals("list") != servers.isEmpty()) {
      throw CommandException.usage(
          servers.isEmpty() ? "no server is named" : "'list' is about all of them",
          servers.isEmpty() ? "./raft member " + action + " S4" : "./raft member list");
    }
    if (learner && !action.equals("add")) {
      throw CommandException.usage("--learner goes with 'add'", "leave it out");
    }
    if (action.equals("replace") && servers.size() % 2 != 0) {
      throw CommandException.usage(
          "'replace' takes pairs of an old and a new server", "./raft member replace S1 S4");
    }
  }

  // --- changing

  private int change(PlongeeClient client) throws IOException, InterruptedException {
    MembersSeen before = requireLeader().members();
    List<MemberArguments.Named> coming = new ArrayList<>();
    List<Integer> going = new ArrayList<>();
    for (int i = 0; i < servers.size(); i++) {
      MemberArguments.Named named = MemberArguments.named(servers.get(i));
      boolean goes = action.equals("remove") || action.equals("replace") && i % 2 == 0;
      if (goes) {
        going.add(named.server());
      } else {
        coming.add(named);
      }
    }
    if (action.equals("replace")) {
      refuseToShrink(before, going, coming);
    }
    MemberWork work = new MemberWork(client, console);
    Ending.onInterruptInShell(work::interrupt);
    LocalNodes local = new LocalNodes(cluster.directory(), client, console);
    Members members;
    try {
      MemberChange change = MemberChange.NOTHING;
      for (MemberArguments.Named named : local.start(coming)) {
        change = add(change, named);
      }
      for (int server : going) {
        change = change.remove(server);
      }
      members = work.run(change);
    } catch (RuntimeException e) {
      local.giveUp();
      throw e;
    }
    local.stop(going);
    console.emit(() -> result(members));
    console.say((isAsBefore(members, before) ? "nothing was to change: " : "") + sentence(members));
    return ExitCode.GOOD;
  }

  /// Whoever takes the place of a voter must not be one already, or the cluster has one less. A
  /// pair whose old server is gone is no mistake: the command may be given again.
  private static void refuseToShrink(
      MembersSeen before, List<Integer> going, List<MemberArguments.Named> coming) {
    for (int i = 0; i < going.size(); i++) {
      int old = going.get(i);
      int other = coming.get(i).server();
      if (before.voters().contains(old) && before.voters().contains(other)) {
        throw CommandException.usage(
            ServerId.name(other)
                + " votes already, so nobody would take the place of "
                + ServerId.name(old),
            "./raft member remove " + ServerId.name(old) + ", or name a new server");
      }
    }
  }

  /// Not an error: the same command may be given again when nobody knows what became of it.
  private static boolean isAsBefore(Members members, MembersSeen before) {
    return !before.changing()
        && members.voters().equals(before.voters())
        && members.learners().equals(before.learners());
  }

  /// A cluster without one is noticed soon, whatever the patience of the change.
  private ServerStatus requireLeader() throws InterruptedException {
    return leader()
        .orElseThrow(() ->
            new CommandException(
                ExitCode.UNREACHABLE,
                "no leader serves, and without one the members cannot be changed",
                "see how the nodes are: ./raft status"));
  }

  /// Who leads, after an election that may be under way.
  private Optional<ServerStatus> leader() throws InterruptedException {
    try (Connection connection = cluster.connect()) {
      PlongeeClient client = connection.client();
      return ClusterStatus.afterElection(
              () -> ClusterStatus.ask(client, cluster.named(client)), ELECTION)
          .leader()
          .flatMap(ClusterStatus.Node::status);
    }
  }

  private MemberChange add(MemberChange change, MemberArguments.Named named) {
    Optional<Address> address = named.address();
    if (learner) {
      return change.learner(
          named.server(),
          address.orElseThrow(() ->
              CommandException.usage(
                  "it is not known where " + ServerId.name(named.server()) + " is",
                  "name its address: " + ServerId.name(named.server()) + "=host:port")));
    }
    return address
        .map(it -> change.voter(named.server(), it))
        .orElseGet(() -> change.voter(named.server()));
  }

  private static ObjectNode result(Members members) {
    ObjectNode result = Json.object("result").put("ok", true).put("index", members.index());
    put(result, "voters", members.voters());
    put(result, "learners", members.learners());
    return result;
  }

  private static String sentence(Members members) {
    return MemberWork.names(members.voters())
        + (members.voters().size() == 1 ? " votes" : " vote")
        + (members.learners().isEmpty()
            ? ""
            : ", "
                + MemberWork.names(members.learners())
                + (members.learners().size() == 1 ? " learns" : " learn")
                + " without a vote");
  }

  static void put(ObjectNode object, String name, NodeSet servers) {
    ArrayNode all = object.putArray(name);
    IntStream.of(servers.toArray()).mapToObj(ServerId::name).forEach(all::add);
  }

  // --- listing

  private int list() throws InterruptedException {
    Optional<ServerStatus> found = leader();
    if (found.isEmpty()) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "no leader serves, and nobody else knows for certain",
          "see how the nodes are: ./raft status");
    }
    ServerStatus leader = found.get();
    MembersSeen members = leader.members();
    console.say(ROW.formatted("node", "address", "member", "has the log"));
    for (MembersSeen.Member member : members.members()) {
      console.emit(() -> line(member, leader));
      console.say(
          ROW.formatted(
              ServerId.name(member.server()),
              member.address().map(Address::toString).orElse("unknown"),
              kind(member, members),
              log(member, leader)));
    }
    ClusterStatus.change(leader).ifPresent(console::say);
    return ExitCode.GOOD;
  }

  private static String kind(MembersSeen.Member member, MembersSeen members) {
    int server = member.server();
    if (members.learners().contains(server)) {
      return "learner";
    }
    return members.voters().contains(server) ? "voter" : "leaving";
  }

  private static String log(MembersSeen.Member member, ServerStatus leader) {
    if (member.server() == leader.server()) {
      return "leads, to entry " + leader.lastIndex();
    }
    return "to entry " + member.matchIndex() + (member.connected() ? "" : ", not connected");
  }

  private static ObjectNode line(MembersSeen.Member member, ServerStatus leader) {
    return Json.object("member")
        .put("id", ServerId.name(member.server()))
        .put("address", member.address().map(Address::toString).orElse(null))
        .put("member", kind(member, leader.members()))
        .put("leader", member.server() == leader.server())
        .put("matchIndex", member.matchIndex())
        .put("lastIndex", leader.lastIndex())
        .put("connected", member.connected());
  }
}
