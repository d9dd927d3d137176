package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Done;
import dev.plongee.kv.net.wire.Clients.Page;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Status;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.Result;
import dev.plongee.kv.store.ResultCodec;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A client of one cluster, for any number of threads. It finds the leader and follows it; a call
/// ends with its result, or with a [CallException] that says what is known:
///
/// - [UnknownOutcomeException]: a write that may have happened. It is never repeated.
/// - [NoQuorumException], [UnreachableException], [RefusedException]: definitely not done.
///
/// Reads are linearizable: they see every write that was acknowledged before they began.
///
/// ```java
/// try (var client = new PlongeeClient(ClientOptions.of(List.of(Address.parse("127.0.0.1:7001"))))) {
///   client.put("greeting", "hello");
///   String value = client.getString("greeting").orElseThrow();
/// }
/// ```
///
/// The futures of the `...Async` methods complete on the client's own thread: what follows them
/// must not block it.
public final class PlongeeClient implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final Router router;
  private final long timeoutNanos;

  /// Connects when the first call needs it.
  public PlongeeClient(ClientOptions options) {
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("plongee-client", true), NioIoHandler.newFactory());
    loop = group.next();
    router = new Router(loop, options);
    timeoutNanos = options.timeout().toNanos();
  }

  // --- writes

  /// Sets the value of a key.
  public Written put(String key, String value) {
    return await(putAsync(utf8(key), utf8(value)));
  }

  public CompletableFuture<Written> putAsync(Bytes key, Bytes value) {
    return writeAsync(new Command.Put(key, value)).thenApply(result -> new Written(result.index()));
  }

  /// Removes a key; without effect when it is absent.
  public Deleted delete(String key) {
    return await(deleteAsync(utf8(key)));
  }

  public CompletableFuture<Deleted> deleteAsync(Bytes key) {
    return writeAsync(new Command.Delete(key))
        .thenApply(result ->
            new Deleted(
                result.index(), result instanceof Result.Deleted(_, boolean existed) && existed));
  }

  private CompletableFuture<Result> writeAsync(Command.Write command) {
    Optional<RefusedException> objection = Limits.objectionTo(command);
    if (objection.isPresent()) {
      return CompletableFuture.failedFuture(objection.get());
    }
    Request request =
        Request.newBuilder().setWrite(SharedBytes.of(CommandCodec.encode(command))).build();
    return call(request, null).thenApply(response -> result(response.getDone()));
  }

  private static Result result(Done done) {
    try {
      return ResultCodec.decode(SharedBytes.of(done.getResult()));
    } catch (CodecException e) {
      throw new IllegalStateException("the server answered a write with unreadable bytes", e);
    }
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

  public CompletableFuture<Found> getAsync(Bytes key) {
    Request request =
        Request.newBuilder().setGet(Clients.Get.newBuilder().setKey(SharedBytes.of(key))).build();
    return call(request, null)
        .thenApply(response -> {
          Clients.Value value = response.getValue();
          return new Found(
              value.hasValue() ? Optional.of(SharedBytes.of(value.getValue())) : Optional.empty(),
              value.getIndex());
        });
  }

  /// One page of the pairs whose key begins with `prefix`. Each page is of one moment, two pages of
  /// two.
  ///
  /// @param after only keys greater than this one; nothing for the first page
  /// @param limit at most so many pairs, 0 for as many as the server sends at once
  public Pairs list(Bytes prefix, Optional<Bytes> after, int limit) {
    return await(listAsync(prefix, after, limit));
  }

  public CompletableFuture<Pairs> listAsync(Bytes prefix, Optional<Bytes> after, int limit) {
    Clients.List.Builder list =
        Clients.List.newBuilder().setPrefix(SharedBytes.of(prefix)).setLimit(limit);
    after.ifPresent(key -> list.setAfter(SharedBytes.of(key)));
    return call(Request.newBuilder().setList(list).build(), null)
        .thenApply(response -> pairs(response.getPage()));
  }

  private static Pairs pairs(Page page) {
    List<Pairs.Pair> pairs =
        page.getPairsList().stream()
            .map(it -> new Pairs.Pair(SharedBytes.of(it.getKey()), SharedBytes.of(it.getValue())))
            .toList();
    return new Pairs(pairs, page.getIndex(), page.getMore());
  }

  /// How one server is; asked once, whoever leads.
  public CompletableFuture<ServerStatus> statusAsync(Address server) {
    Request request = Request.newBuilder().setStatus(Status.getDefaultInstance()).build();
    return call(request, server).thenApply(response -> ServerStatus.of(response.getStatus()));
  }

  /// The servers of the cluster by id, as far as those that were reached told; empty before.
  public SortedMap<Integer, Address> members() {
    return loop.submit(router::members).syncUninterruptibly().getNow();
  }

  // --- the way there and back

  private CompletableFuture<Response> call(Request request, @Nullable Address only) {
    Call call = new Call(request, only, System.nanoTime() + timeoutNanos);
    loop.execute(() -> router.start(call));
    return call.future;
  }

  private <T> T await(CompletableFuture<T> future) {
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

  /// Ends every call under way, and the connections.
  @Override
  public void close() {
    loop.submit(router::close).syncUninterruptibly();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
