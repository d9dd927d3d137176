package dev.plongee.kv.codec;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;

/// A configuration as bytes: its three sets of servers, in entries of the log and with snapshots.
///
/// ```
///   voters 8 | outgoing 8 | learners 8      one bit a server: bit 1 is S1
/// ```
final class ConfigurationCodec {
  private ConfigurationCodec() {}

  static void put(Configuration configuration, ByteSink out) {
    out.putLong(configuration.voters().bits());
    out.putLong(configuration.outgoing().bits());
    out.putLong(configuration.learners().bits());
  }

  /// @throws CodecException when no cluster can have it
  static Configuration read(ByteReader in) throws CodecException {
    NodeSet voters = servers(in);
    NodeSet outgoing = servers(in);
    NodeSet learners = servers(in);
    if (voters.isEmpty() || learners.common(voters) > 0) {
      throw in.error("a configuration of the voters " + voters + " and the learners " + learners);
    }
    return new Configuration(voters, outgoing, learners);
  }

  private static NodeSet servers(ByteReader in) throws CodecException {
    long bits = in.readLong();
    if ((bits & 1) != 0) {
      throw in.error("a server with the id 0");
    }
    return new NodeSet(bits);
  }
}
