import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs google-java-format over every Java source of the repository. The build starts it on the JDK
/// of the toolchain, because the formatter parses with the compiler of the JVM it runs on.
///
/// `check` fails and names each file that is not formatted, `write` formats them in place.
public final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    List<String> options =
        switch (args[0]) {
          case "check" -> List.of("--dry-run", "--set-exit-if-changed");
          case "write" -> List.of("--replace");
          default -> throw new IllegalArgumentException("check or write, not " + args[0]);
        };
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(sources(Path.of(args[1])));
    Main.main(arguments.toArray(String[]::new));
  }

  private static List<String> sources(Path root) throws IOException {
    List<String> found = new ArrayList<>();
    found.add(root.resolve(".mvn/Format.java").toString());
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(dir -> Files.exists(dir.resolve("pom.xml"))).toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src"))) {
          files.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(found::add);
        }
      }
    }
    return found;
  }
}
