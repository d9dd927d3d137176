package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import dev.plongee.core.NodeSet;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Page;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Snapshot;
import dev.plongee.kv.net.wire.Clients.Status;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.Result;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A client of one cluster, for any number of threads. It finds the leader and follows it; a call
/// ends with its result, or with a [CallException] that says what is known:
///
/// - [UnknownOutcomeException]: a write that may have happened.
/// - [NoQuorumException], [UnreachableException], [RefusedException], [SessionExpiredException]:
///   definitely not done.
///
/// Reads are linearizable: they see every write that was acknowledged before they began. Writes go
/// through sessions (diss. §6.3): a write whose answer was lost is sent again, to another server if
/// need be, until its time-out, and is executed once all the same. Calls under way at the same time
/// are executed in any order.
///
/// ```java
/// try (var client = new PlongeeClient(ClientOptions.of(List.of(Address.parse("127.0.0.1:7001"))))) {
///   client.put("greeting", "hello");
///   client.append("greeting", " world");
///   client.cas("greeting", Optional.of("hello world"), "bonjour");
///   String value = client.getString("greeting").orElseThrow();
/// }
/// ```
///
/// Every call has two forms: one that blocks, and `...Async` with a future. The futures complete on
/// the client's own thread: what follows them must not block it. A [#watch] is no call but a stream
/// of changes, which somebody takes one after the other.
public final class PlongeeClient implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Router router;
  private final long timeoutNanos;
  private final boolean hasSessions;

  /// Connects when the first call needs it.
  public PlongeeClient(ClientOptions options) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("plongee-client", true), NioIoHandler.newFactory());
    loop = group.next();
    router = new Router(loop, options);
    timeoutNanos = options.timeout().toNanos();
    hasSessions = options.sessions() > 0;
  }

  // --- writes

  /// Sets the value of a key.
  public Written put(String key, String value) {
    return await(putAsync(utf8(key), utf8(value)));
  }

  public CompletableFuture<Written> putAsync(Bytes key, Bytes value) {
    return write(new Command.Put(key, value), result -> new Written(result.index()));
  }

  /// Removes a key; without effect when it is absent.
  public Deleted delete(String key) {
    return await(deleteAsync(utf8(key)));
  }

  public CompletableFuture<Deleted> deleteAsync(Bytes key) {
    return write(
        new Command.Delete(key),
        result ->
            result instanceof Result.Deleted(long index, boolean existed)
                ? new Deleted(index, existed)
                : mismatch(result));
  }

  /// Compare and set: gives a key a value if it has the expected one.
  ///
  /// @param expected nothing when the key must be absent
  public Compared cas(String key, Optional<String> expected, String value) {
    return await(casAsync(utf8(key), expected.map(PlongeeClient::utf8), utf8(value)));
  }

  public CompletableFuture<Compared> casAsync(Bytes key, Optional<Bytes> expected, Bytes value) {
    return write(
        new Command.Cas(key, expected, value),
        result ->
            result instanceof Result.Compared(long index, boolean swapped)
                ? new Compared(index, swapped)
                : mismatch(result));
  }

  /// Adds to the end of a value; an absent key counts as empty.
  public Appended append(String key, String suffix) {
    return await(appendAsync(utf8(key), utf8(suffix)));
  }

  public CompletableFuture<Appended> appendAsync(Bytes key, Bytes suffix) {
    return write(
        new Command.Append(key, suffix),
        result ->
            result instanceof Result.Appended(long index, int length)
                ? new Appended(index, length)
                : mismatch(result));
  }

  private static <T> T mismatch(Result result) {
    throw new IllegalStateException("the server answered another call: " + result);
  }

  private <T> CompletableFuture<T> write(Command.Write write, Function<Result, T> reading) {
    Optional<RefusedException> objection = Limits.objectionTo(write);
    if (objection.isPresent()) {
      return CompletableFuture.failedFuture(objection.get());
    }
    return start(WriteCall.of(write, hasSessions, timeoutNanos, reading));
  }

  // --- reads

  /// The value of a key as text, nothing when the key is absent.
  public Optional<String> getString(String key) {
    return get(utf8(key)).value().map(PlongeeClient::text);
  }

  /// The value of a key.
  public Found get(Bytes key) {
    return await(getAsync(key));
  }

  /// The same, answered by this very server; see [#getAsync(Bytes, Address)].
  public Found get(Bytes key, Address server) {
    return await(getAsync(key, server));
  }

  public CompletableFuture<Found> getAsync(Bytes key) {
    return askFor(key, null);
  }

  /// The value of a key, answered by this very server whether it leads or not: it asks the leader
  /// how far it must have applied the log, so that the read is as fresh as any other (diss. §6.4).
  /// Takes load from the leader; fails when the server hears no leader before the time-out.
  public CompletableFuture<Found> getAsync(Bytes key, Address server) {
    return askFor(key, server);
  }

  private CompletableFuture<Found> askFor(Bytes key, @Nullable Address only) {
    Request.Builder get =
        Request.newBuilder()
            .setGet(Clients.Get.newBuilder().setKey(SharedBytes.of(key)))
            .setHere(only != null);
    return read(get, only, response -> found(response.getValue()), key);
  }

  private static Found found(Clients.Value value) {
    return new Found(
        value.hasValue() ? Optional.of(SharedBytes.of(value.getValue())) : Optional.empty(),
        value.getIndex());
  }

  /// One page of the pairs whose key begins with `prefix`. Each page is of one moment, two pages of
  /// two.
  ///
  /// @param after only keys greater than this one; nothing for the first page
  /// @param limit at most so many pairs, 0 for as many as the server sends at once
  public Pairs list(Bytes prefix, Optional<Bytes> after, int limit) {
    return await(listAsync(prefix, after, limit));
  }

  /// The same, answered by this very server; see [#getAsync(Bytes, Address)].
  public Pairs list(Bytes prefix, Optional<Bytes> after, int limit, Address server) {
    return await(listAsync(prefix, after, limit, server));
  }

  public CompletableFuture<Pairs> listAsync(Bytes prefix, Optional<Bytes> after, int limit) {
    return askForPage(prefix, after, limit, null);
  }

  /// The same page, answered by this very server, as in [#getAsync(Bytes, Address)].
  public CompletableFuture<Pairs> listAsync(
      Bytes prefix, Optional<Bytes> after, int limit, Address server) {
    return askForPage(prefix, after, limit, server);
  }

  private CompletableFuture<Pairs> askForPage(
      Bytes prefix, Optional<Bytes> after, int limit, @Nullable Address only) {
    Clients.List.Builder list =
        Clients.List.newBuilder().setPrefix(SharedBytes.of(prefix)).setLimit(limit);
    after.ifPresent(key -> list.setAfter(SharedBytes.of(key)));
    Request.Builder request = Request.newBuilder().setList(list).setHere(only != null);
    Bytes longest = after.filter(key -> key.length() > prefix.length()).orElse(prefix);
    return read(request, only, response -> pairs(response.getPage()), longest);
  }

  private static Pairs pairs(Page page) {
    List<Pairs.Pair> pairs =
        page.getPairsList().stream()
            .map(it -> new Pairs.Pair(SharedBytes.of(it.getKey()), SharedBytes.of(it.getValue())))
            .toList();
    return new Pairs(pairs, page.getIndex(), page.getMore());
  }

  /// Begins to watch the keys that begin with a prefix, and returns when a server has said that it
  /// can. To follow the state that a [#list] or a [#get] has read, watch from the index behind that
  /// of the read: nothing is missed then.
  ///
  /// A watch that waits asks the leader twice a second. Of one client 64 may wait there, of all
  /// 256; further ones are refused for now and tried again, as any call of a busy server.
  ///
  /// @param prefix empty for all keys
  /// @param from the index of the log to begin with, at least 1, which may be one to come; nothing
  ///   for the one behind every write that was acknowledged before
  /// @throws ChangesGoneException when the server does not know any more what happened there
  public Watch watch(Bytes prefix, OptionalLong from) {
    return watching(prefix, from, null);
  }

  /// The same, answered by this very server whether it leads or not. It may lag behind and tell
  /// everything later, in the same order. No other one is asked in its place; it may come back
  /// before the time-out is over.
  public Watch watch(Bytes prefix, OptionalLong from, Address server) {
    return watching(prefix, from, server);
  }

  private Watch watching(Bytes prefix, OptionalLong from, @Nullable Address only) {
    Limits.objectionToLength(prefix)
        .or(() -> from.isPresent() ? Limits.objectionToIndex(from.getAsLong()) : Optional.empty())
        .ifPresent(objection -> {
          throw objection;
        });
    Watch watch = new Watch(this::begin, prefix, only, timeoutNanos);
    await(watch.begin(from));
    return watch;
  }

  /// How one server is; asked once, whoever leads.
  public CompletableFuture<ServerStatus> statusAsync(Address server) {
    Request.Builder request = Request.newBuilder().setStatus(Status.getDefaultInstance());
    return read(request, server, response -> ServerStatus.of(response.getStatus()), Bytes.EMPTY);
  }

  /// Lets this very server take a snapshot of its state now; its log begins later then.
  public CompletableFuture<SnapshotTaken> snapshotAsync(Address server) {
    Request.Builder request = Request.newBuilder().setSnapshot(Snapshot.getDefaultInstance());
    return read(
        request,
        server,
        response ->
            new SnapshotTaken(response.getSnapshot().getIndex(), response.getSnapshot().getBytes()),
        Bytes.EMPTY);
  }

  private <T> CompletableFuture<T> read(
      Request.Builder question,
      @Nullable Address only,
      Function<Response, T> reading,
      Bytes longestKey) {
    Optional<RefusedException> objection = Limits.objectionToLength(longestKey);
    return objection.isPresent()
        ? CompletableFuture.failedFuture(objection.get())
        : start(new ReadCall<>(question, only, timeoutNanos, reading));
  }

  /// Has the leader hand its leadership over (diss. §3.10): without the pause that an election
  /// after a time-out costs, for example before its machine is switched off. While it does, writes
  /// wait.
  ///
  /// @param target the id of the server that is to lead, or 0 for the one whose log is the most
  ///   complete
  /// @return the id of the server that leads now: the target, unless another one won
  public CompletableFuture<Integer> transferAsync(int target) {
    Request.Builder request =
        Request.newBuilder().setTransfer(Clients.Transfer.newBuilder().setTarget(target));
    return read(request, null, response -> response.getTransferred().getLeader(), Bytes.EMPTY);
  }

  /// The same, and waits for it.
  public int transfer(int target) {
    return await(transferAsync(target));
  }

  /// Has the leader change who belongs to the cluster (§6): newcomers get the log, those who are to
  /// vote catch up first, then old and new voters agree on the change together.
  ///
  /// The call is repeated until its time-out when leadership changes meanwhile. After a
  /// [NoQuorumException] it may still happen, or have happened: ask for the same again.
  ///
  /// @return who belongs to the cluster then
  public CompletableFuture<Members> changeMembersAsync(MemberChange change) {
    Request.Builder request = Request.newBuilder().setChangeMembers(change.toWire());
    return read(request, null, PlongeeClient::members, Bytes.EMPTY);
  }

  /// The same, and waits for it.
  public Members changeMembers(MemberChange change) {
    return await(changeMembersAsync(change));
  }

  private static Members members(Response response) {
    Clients.MembersChanged changed = response.getMembersChanged();
    return new Members(
        new NodeSet(changed.getVoters()), new NodeSet(changed.getLearners()), changed.getIndex());
  }

  /// The servers of the cluster by id, as far as those that were reached told; empty before.
  public SortedMap<Integer, Address> members() {
    return loop.submit(router::members).syncUninterruptibly().getNow();
  }

  /// The id of the cluster, 0 before one of its servers was reached.
  public long cluster() {
    return loop.submit(router::cluster).syncUninterruptibly().getNow();
  }

  // --- the way there and back

  private <T> CompletableFuture<T> start(Call<T> call) {
    run(call, () -> router.start(call));
    return call.future;
  }

  /// Begins a call of our own, which is not counted among those of the user.
  private void begin(Call<?> call) {
    run(call, () -> router.begin(call));
  }

  private void run(Call<?> call, Runnable beginning) {
    try {
      loop.execute(beginning);
    } catch (RejectedExecutionException _) {
      call.future.completeExceptionally(Failures.closed());
    }
  }

  /// The result of a call, or its [CallException].
  <T> T await(CompletableFuture<T> future) {
    if (loop.inEventLoop()) {
      throw new IllegalStateException(
          "a blocking call on the client's own thread waits for itself");
    }
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CallException known) {
        throw known;
      }
      throw e;
    }
  }

  /// A text as its bytes in UTF-8.
  public static Bytes utf8(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes in UTF-8 as text; what is not UTF-8 becomes U+FFFD.
  public static String text(Bytes bytes) {
    return new String(bytes.array(), bytes.offset(), bytes.length(), StandardCharsets.UTF_8);
  }

  /// Ends every call under way, the sessions as far as the leader is connected, and the
  /// connections.
  @Override
  public void close() {
    loop.submit(router::close).syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
