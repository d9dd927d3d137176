package dev.plongee.sim.storm;

import com.google.protobuf.MessageLite;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Wire;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Handshakes.ClientHello;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.HelloReply;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A connection to a server that sends whatever bytes it likes.
final class Stranger implements AutoCloseable {
  /// Any client of any cluster.
  static final Hello CLIENT =
      Hello.newBuilder()
          .setProtocol(Wire.PROTOCOL)
          .setClient(ClientHello.getDefaultInstance())
          .build();

  private static final byte[] MAGIC = "PLG1".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = Integer.BYTES;

  private final Socket socket;
  private final DataInputStream in;

  private Stranger(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    socket.setSoTimeout(Math.toIntExact(Weather.PATIENCE.toMillis()));
  }

  /// Connects and says nothing.
  static Stranger connect(Address server) throws IOException {
    return new Stranger(new Socket(server.host(), server.port()));
  }

  /// Connects and introduces itself as a client.
  static Stranger asClient(Address server) throws IOException {
    Stranger stranger = connect(server);
    HelloReply reply = stranger.greet(CLIENT);
    if (!reply.hasWelcome()) {
      stranger.close();
      throw new IOException("not welcome: " + reply);
    }
    return stranger;
  }

  /// Says who it is, and hears the answer.
  HelloReply greet(Hello hello) throws IOException {
    send(greeting(hello));
    return HelloReply.parseFrom(readFrame());
  }

  /// What a caller sends first.
  static byte[] greeting(Hello hello) {
    byte[] frame = frame(hello);
    return ByteBuffer.allocate(MAGIC.length + frame.length).put(MAGIC).put(frame).array();
  }

  /// A message with its length in front.
  static byte[] frame(MessageLite message) {
    byte[] body = message.toByteArray();
    return ByteBuffer.allocate(HEADER + body.length).putInt(body.length).put(body).array();
  }

  /// The beginning of a greeting that does not go on.
  static byte[] halfOfAGreeting() {
    return ByteBuffer.allocate(MAGIC.length + HEADER + 1)
        .put(MAGIC)
        .putInt(30)
        .put((byte) 8)
        .array();
  }

  /// The length of a frame, without the frame.
  static byte[] header(int length) {
    return ByteBuffer.allocate(HEADER).putInt(length).array();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// The same when it is not known that the other side takes so much.
  void sendInTheBackground(byte[] bytes) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            send(bytes);
          } catch (IOException _) {
            // It was thrown out.
          }
        });
  }

  /// Sends one more byte.
  ///
  /// @return whether the other side is still there
  boolean drip() {
    try {
      // Four of these announce a frame that is too long.
      send(new byte[] {1});
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  void ask(Request request) throws IOException {
    send(frame(request));
  }

  Response hear() throws IOException {
    return Response.parseFrom(readFrame());
  }

  private byte[] readFrame() throws IOException {
    return in.readNBytes(in.readInt());
  }

  /// Everything that is said before the other side closes.
  String readToEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
