package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.List;

/// How a server is named.
final class ServerWords {
  static final Chapter<Target> CHAPTER =
      new Chapter<>(
          "Servers",
          new Text("un serveur", "a server"),
          "A target that matches nobody is an error at its line. What happens is always recorded"
              + " with the server's id.",
          List.of(
              Word.of("ID", "This server.", "crash S3", a -> new Target.Fixed(a.id(0))),
              Word.of(
                  "leader",
                  "The running leader with the highest term.",
                  "crash leader",
                  _ -> Target.LEADER),
              Word.of(
                  "new leader",
                  "The running leader, if its term exceeds that of every leader at the start of the"
                      + " cue.",
                  "crash L\nuntil new leader",
                  _ -> Target.NEW_LEADER),
              Word.of(
                  "leader in SERVERS",
                  "The running leader with the highest term among these.",
                  "until leader in S1,S2,S3,S4,S5",
                  a -> new Target.LeaderIn(a.servers(0))),
              Word.of(
                  "follower COUNT",
                  "The running follower with the lowest id, the second lowest, ...",
                  "crash follower 2",
                  a -> new Target.Follower(a.count(0))),
              Word.of(
                  "LET",
                  "The server that was meant when `let` named it.",
                  "crash L",
                  a -> new Target.Named(a.text(0)))));

  private ServerWords() {}

  /// Whether a word means servers without a `let`, in this cluster or a larger one.
  static boolean isTaken(String word) {
    boolean isId = word.startsWith("S") && word.length() > 1;
    for (int i = 1; i < word.length(); i++) {
      isId &= Token.isDigit(word.charAt(i));
    }
    return isId || CHAPTER.knows(word) || word.equals("rest");
  }
}
