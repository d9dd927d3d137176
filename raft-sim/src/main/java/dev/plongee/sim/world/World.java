package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Message;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.Checksum;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A cluster that is not real: the real core and the real store on a network, disks, clocks and
/// clients that are values.
///
/// The world knows what may happen next ([#pending()]) and lets it happen ([#perform(Event)]); who
/// chooses is a schedule's business. Time is virtual, in microseconds, the same for all servers.
/// Whoever reaches in does it with an [Act]. Nothing here depends on anything but the configuration
/// and what was performed.
public final class World {
  /// Enough for every scene; the tables of the network grow with its square.
  public static final int MAX_SERVERS = 9;

  /// Every event looks at every client.
  public static final int MAX_CLIENTS = 64;

  private final WorldConfig config;
  private final Dice dice;
  private Rules rules;
  private Observer observer;
  private long now;
  private long events;
  private boolean clientsCall = true;
  private EventQueue queue = new EventQueue();
  private Network network;
  private Clients clients;

  private final Checksum checksums;

  /// Where flush groups are put together.
  private final ByteWriter scratch;

  /// By id; 0 is nobody. A copy shares them all: whoever changes one first takes a copy of its own.
  private Host[] hosts;

  private boolean[] owned;

  /// A world at time 0, every server just started.
  public World(WorldConfig config, Rules rules, Observer observer) {
    this(config, rules, observer, Checksum.PORTABLE);
  }

  /// A world whose disks compute their checksums like this, for machines that can do it faster.
  public World(WorldConfig config, Rules rules, Observer observer, Checksum checksums) {
    this.config = config;
    this.checksums = checksums;
    scratch = new ByteWriter(1 << 10, compared());
    this.rules = rules;
    this.observer = observer;
    dice = new Dice(config.seed());
    network = new Network(config.network());
    hosts = new Host[config.servers() + 1];
    owned = new boolean[hosts.length];
    for (int id = 1; id < hosts.length; id++) {
      DurableState given =
          config.given().isEmpty() ? DurableState.EMPTY : config.given().get(id - 1);
      hosts[id] = new Host(this, id, given);
      owned[id] = true;
    }
    hosts[0] = hosts[1];
    clients = Clients.of(this);
    for (int id = 1; id < hosts.length; id++) {
      hosts[id].start(this);
    }
  }

  private World(World other, Observer observer) {
    config = other.config;
    checksums = other.checksums;
    scratch = new ByteWriter(1 << 10, compared());
    dice = other.dice;
    rules = other.rules;
    this.observer = observer;
    now = other.now;
    events = other.events;
    clientsCall = other.clientsCall;
    queue = other.queue.copy();
    network = other.network.copy();
    clients = other.clients.copy();
    hosts = other.hosts.clone();
    owned = new boolean[hosts.length];
  }

  /// A world of its own that goes on from here, seen by another observer. Servers are shared until
  /// one of the two worlds changes them, so that a copy costs little and a step after it copies the
  /// server that it steps.
  public World copy(Observer watcher) {
    owned = new boolean[hosts.length];
    return new World(this, watcher);
  }

  // --- what there is to see

  public WorldConfig config() {
    return config;
  }

  /// The rules that every server obeys now.
  public Rules rules() {
    return rules;
  }

  /// Microseconds since the beginning.
  public long now() {
    return now;
  }

  /// What the clock of a server shows, in microseconds: as [#now] unless it drifts or has drifted.
  public long clock(int server) {
    return hosts[server].now(this);
  }

  /// How many events and acts were performed.
  public long events() {
    return events;
  }

  public int servers() {
    return hosts.length - 1;
  }

  /// What the server has in memory; of one that is down, what it had.
  public RaftView view(int server) {
    return hosts[server].view();
  }

  public boolean isUp(int server) {
    return hosts[server].up;
  }

  public boolean isPaused(int server) {
    return hosts[server].paused;
  }

  /// Why the server does not run.
  public Down down(int server) {
    return hosts[server].up ? Down.NOT : hosts[server].down;
  }

  /// Whether the server found a write at its last start that was not whole, and cut it off.
  public boolean foundTorn(int server) {
    return hosts[server].foundTorn;
  }

  /// By how many millionths the clock of the server is fast; negative when it is slow.
  public int drift(int server) {
    return hosts[server].drift();
  }

  /// Counts the starts of a server, from 1 on.
  public int incarnation(int server) {
    return hosts[server].incarnation;
  }

  /// What a restart would find on the disk if the power failed now.
  public DurableState onDisk(int server) {
    return hosts[server].disk().peek(this);
  }

  /// The same without the entries, which costs nothing; as it was written, if it is damaged.
  public OnDisk durable(int server) {
    return hosts[server].disk().durable();
  }

  /// Whether a bit on the disk is not as it was written.
  public boolean isDamaged(int server) {
    return hosts[server].disk().isDamaged();
  }

  /// Whether the disk has no room for more entries.
  public boolean isFull(int server) {
    return hosts[server].full;
  }

  /// Whether every fsync of the disk fails that ends now.
  public boolean isFailing(int server) {
    return hosts[server].disk().isFailing();
  }

  /// Writes that are with the disk and not durable, the oldest first.
  public List<Write> unsynced(int server) {
    return hosts[server].disk().unsynced();
  }

  /// How many calls of clients this server has not answered yet, and what waits because its process
  /// stands still.
  public int open(int server) {
    return hosts[server].open();
  }

  public DiskSettings diskSettings(int server) {
    return hosts[server].disk().settings();
  }

  public NetworkSettings networkSettings() {
    return network.settings();
  }

  public boolean isCut(int from, int to) {
    return network.isCut(from, to);
  }

  /// What the state machine of this server would answer to a read now, without asking anybody.
  public Answer peek(int server, Request read) {
    return Store.answer(hosts[server].store(), read);
  }

  /// The value of a key in the state machine of this server.
  public Optional<Bytes> value(int server, Bytes key) {
    return hosts[server].store().get(key);
  }

  /// A digest of the whole state of the state machine; equal states have equal digests.
  public long stateDigest(int server) {
    return hosts[server].store().digest();
  }

  /// The calls that servers have and have not answered, in the order of the clients; each is due
  /// when its client waits no longer.
  public List<Event.Call> waiting() {
    return clients.waiting();
  }

  /// Whether this client has a call, or is about to call.
  public boolean isBusy(int client) {
    return clients.isBusy(client);
  }

  /// The running leader with the highest term, or [ServerId#NONE].
  public int leader() {
    int leader = ServerId.NONE;
    for (int id = 1; id < hosts.length; id++) {
      Host host = hosts[id];
      if (host.up
          && host.view().role() == RoleName.LEADER
          && (leader == ServerId.NONE || host.view().term() > view(leader).term())) {
        leader = id;
      }
    }
    return leader;
  }

  /// Everything that may happen, in the order in which it happens by itself.
  public List<Event> pending() {
    return agenda().all();
  }

  private Agenda agenda() {
    return new Agenda(now, queue, clients, hosts);
  }

  // --- what happens next by itself

  /// When the next event is due, [Long#MAX_VALUE] when nothing will ever happen again.
  public long nextDue() {
    return agenda().nextDue();
  }

  /// The event that is due first; of those that are due together, first what the network brings,
  /// then the disks, the clients, and last the timers.
  ///
  /// @throws IllegalStateException when nothing is pending
  public Event next() {
    return agenda().next();
  }

  /// Performs [#next()].
  public void step() {
    perform(next());
  }

  /// Lets a pending event happen when it is due, or now if it is late. Messages may get lost here.
  public void perform(Event event) {
    now = Math.max(now, event.due());
    happen(event, false);
  }

  // --- what somebody does to it

  /// Does it now. Time that passes is no event.
  ///
  /// @return whether it changed anything: starting a server that runs does not
  public boolean act(Act act) {
    if (act.server() > servers()) {
      throw stranger(act.server());
    }
    if (act instanceof Act.ChangeMembers(MemberChange change)
        && change.servers().next(servers()) != ServerId.NONE) {
      throw stranger(change.servers().next(servers()));
    }
    if (act instanceof Act.Happen || act instanceof Act.Sync) {
      Event event = act instanceof Act.Happen(String name) ? find(name) : syncing(act.server());
      if (event != null) {
        happen(event, true);
      }
      return event != null;
    }
    boolean done = Acts.perform(this, act);
    if (done && !(act instanceof Act.Wait)) {
      over(new Event.Acted(act, now));
    }
    return done;
  }

  private IllegalArgumentException stranger(int server) {
    return new IllegalArgumentException(
        "there is no " + ServerId.name(server) + " in a world of " + servers());
  }

  /// From now on all servers obey these rules, also those that start later.
  public void obey(Rules others) {
    rules = others;
    for (int id = 1; id < hosts.length; id++) {
      own(id).obey(this);
    }
  }

  /// From now on this one watches.
  public void watch(Observer watcher) {
    observer = watcher;
  }

  /// Who watches.
  public Observer observer() {
    return observer;
  }

  // --- inside

  private void happen(Event event, boolean forced) {
    switch (event) {
      case Event.Delivery message -> {
        queue.remove(message);
        if (!forced && (message.lost() || network.isCut(message.from(), message.to()))) {
          observer.vanished(this, message);
        } else {
          own(message.to()).deliver(this, message);
        }
      }
      case Event.Synced synced -> {
        queue.remove(synced);
        own(synced.server()).synced(this, synced);
      }
      case Event.Transferred transferred -> {
        queue.remove(transferred);
        own(transferred.server()).transferred(this, transferred);
      }
      case Event.Call call -> clients.call(this, call);
      case Event.GivenUp givenUp -> clients.timedOut(this, givenUp);
      case Event.Backlog backlog -> {
        queue.remove(backlog);
        own(backlog.server()).hear(this, backlog, backlog.calls());
      }
      case Event.Late late -> {
        queue.remove(late);
        own(late.server()).hear(this, late, List.of(late.call()));
      }
      case Event.Fired fired -> own(fired.server()).fire(this, fired, fired.timer());
      case Event.Acted acted ->
          throw new IllegalArgumentException(acted.name() + " is an act, not a pending event");
    }
    over(event);
  }

  private void over(Event event) {
    events++;
    observer.performed(this, event);
  }

  private @Nullable Event syncing(int server) {
    for (Event event : queue.all()) {
      if (event instanceof Event.Synced synced && synced.server() == server) {
        return synced;
      }
    }
    return null;
  }

  @Nullable Event find(String name) {
    Event queued = queue.find(name);
    if (queued != null) {
      return queued;
    }
    for (Event event : pending()) {
      if (event.name().equals(name)) {
        return event;
      }
    }
    return null;
  }

  Host own(int server) {
    if (!owned[server]) {
      hosts[server] = hosts[server].copy();
      owned[server] = true;
    }
    return hosts[server];
  }

  void hear(Event cause, int server, List<Event.Call> calls) {
    own(server).hear(this, cause, calls);
  }

  /// Somebody's disk, to look at.
  Host host(int server) {
    return hosts[server];
  }

  void send(Host from, int to, int number, Message message) {
    network.send(dice, queue, now, from, to, number, message);
  }

  /// The structure of a server is broken: it stops for ever, the others go on.
  void broke(Host host, String why) {
    observer.broke(this, host.id, why);
    stop(host, Down.BROKEN, 0, false);
  }

  void stop(Host host, Down why, int keep, boolean torn) {
    for (Event event : queue.all()) {
      if (event.server() == host.id
          && (event instanceof Event.Synced
              || event instanceof Event.Backlog
              || event instanceof Event.Transferred)) {
        queue.remove(event);
      }
    }
    host.stop(this, why, keep, torn);
  }

  void pass(long us) {
    now += us;
  }

  void setClientsCall(boolean on) {
    clientsCall = on;
    if (on) {
      clients.resume(this);
    }
  }

  boolean clientsCall() {
    return clientsCall;
  }

  Dice dice() {
    return dice;
  }

  /// What is compared with the checksums of flush groups, by the rules of the moment.
  Checksum compared() {
    return (bytes, offset, length) ->
        HostRules.of(rules).checksum(checksums.of(bytes, offset, length));
  }

  ByteWriter scratch() {
    return scratch;
  }

  EventQueue queue() {
    return queue;
  }

  Network network() {
    return network;
  }

  Clients clients() {
    return clients;
  }
}
