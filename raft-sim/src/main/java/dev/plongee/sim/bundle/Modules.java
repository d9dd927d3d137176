package dev.plongee.sim.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Every module of the page and of the libraries it imports, by name.
///
/// The page's own modules are called `page/NAME.js`. Those of lit-html are called `lit-html` and
/// `lit-html/...`, as in its documentation; among each other they use relative names, which mean
/// nothing to a module that is a data: URL, so these are replaced.
final class Modules {
  private static final String LIT = "lit-html";

  /// `from "..."`, `import "..."`, with or without blanks.
  private static final Pattern IMPORT = Pattern.compile("(\\bfrom|\\bimport)(\\s*)\"([^\"]+)\"");

  private static final Pattern SOURCE_MAP = Pattern.compile("//# sourceMappingURL=.*");

  private final Map<String, String> sources = new TreeMap<>();

  private Modules() {}

  /// The import map of the page in this directory, as JSON.
  static String importMap(Path page) throws IOException {
    Modules modules = new Modules();
    modules.add(page);
    Map<String, String> urls = new TreeMap<>();
    modules.sources.forEach((name, source) -> urls.put(name, url(name, source)));
    return JsonMapper.shared().writeValueAsString(Map.of("imports", urls));
  }

  private static String url(String name, String source) {
    String named = source + "\n//# sourceURL=" + name + "\n";
    return "data:text/javascript;base64,"
        + Base64.getEncoder().encodeToString(named.getBytes(UTF_8));
  }

  private void add(Path page) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(page)) {
      files = all.filter(file -> file.toString().endsWith(".js")).sorted().toList();
    }
    for (Path file : files) {
      sources.put("page/" + file.getFileName(), Files.readString(file));
    }
    for (String name : List.copyOf(sources.keySet())) {
      addImports(name);
    }
  }

  /// Adds what a module imports, as far as it is not there yet.
  private void addImports(String name) throws IOException {
    Matcher imports = IMPORT.matcher(sources.getOrDefault(name, ""));
    while (imports.find()) {
      String imported = imports.group(3);
      if (sources.containsKey(imported)) {
        continue;
      }
      if (!imported.equals(LIT) && !imported.startsWith(LIT + "/")) {
        throw new IllegalStateException(
            name + " imports " + imported + ", which is neither page/*.js nor of " + LIT);
      }
      sources.put(imported, lit(imported));
      addImports(imported);
    }
  }

  private static String lit(String name) throws IOException {
    String file = name.equals(LIT) ? LIT + ".js" : name.substring(LIT.length() + 1);
    String source = SOURCE_MAP.matcher(Library.LIT.text(file)).replaceAll("");
    return IMPORT
        .matcher(source)
        .replaceAll(found -> {
          String absolute = absolute(file, found.group(3));
          return Matcher.quoteReplacement(found.group(1) + found.group(2) + "\"" + absolute + "\"");
        });
  }

  /// The name under which a module of lit-html is imported that another one of them calls so.
  private static String absolute(String from, String name) {
    if (!name.startsWith(".")) {
      return name;
    }
    String file = Path.of(from).resolveSibling(name).normalize().toString().replace('\\', '/');
    return file.equals(LIT + ".js") ? LIT : LIT + "/" + file;
  }
}
