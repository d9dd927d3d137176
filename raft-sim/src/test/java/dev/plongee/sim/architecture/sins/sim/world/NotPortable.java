package dev.plongee.sim.architecture.sins.sim.world;

import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.text.Collator;
import java.time.Instant;
import java.util.Calendar;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.Formatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Scanner;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;

/// Every sin against portability, each at least once. Nothing here ever runs.
@SuppressWarnings("JdkObsolete")
final class NotPortable {
  record Item(int id) {}

  Object[] packages(
      Closeable io,
      WeakReference<String> ref,
      URI net,
      ByteBuffer nio,
      Collator text,
      Instant time,
      Executor concurrent,
      Level logging,
      RandomGenerator random,
      Pattern regex,
      Logger logger) {
    int management = ManagementFactory.getRuntimeMXBean().hashCode();
    Object reflect = Array.newInstance(int.class, management);
    Object security = new SecureRandom();
    return new Object[] {
      io, ref, net, nio, text, time, concurrent, logging, random, regex, logger, reflect, security
    };
  }

  Object[] languageClasses(
      Process process, ProcessBuilder builder, Runtime runtime, Thread thread, ThreadLocal<?> t) {
    return new Object[] {process.pid(), builder.command(), runtime.maxMemory(), thread, t.get()};
  }

  Object[] utilityClasses(
      Calendar calendar, Date date, Formatter formatter, Locale locale, Scanner scanner) {
    Object loader = ServiceLoader.load(Item.class);
    return new Object[] {
      calendar.getWeekYear(),
      date.getTime(),
      formatter.locale(),
      locale.getCountry(),
      scanner.delimiter(),
      loader,
      new HashMap<String, Item>(),
      new HashSet<String>(),
      new Hashtable<String, Item>(),
      new IdentityHashMap<String, Item>(),
      new PriorityQueue<String>(),
      new Random(),
      new SplittableRandom(),
      new Timer(),
      UUID.randomUUID(),
      new WeakHashMap<String, Item>()
    };
  }

  Object[] strings(String text, char letter, Class<?> type) throws Exception {
    return new Object[] {
      Character.toLowerCase(letter),
      Character.toUpperCase(letter),
      String.format("%s", text),
      "%s".formatted(text),
      text.matches("a"),
      text.replaceAll("a", "b"),
      text.replaceFirst("a", "b"),
      text.split("a", -1),
      text.splitWithDelimiters("a", -1),
      text.toLowerCase(Locale.ROOT),
      text.toUpperCase(Locale.ROOT),
      Class.forName(text),
      type.getDeclaredFields(),
      type.getDeclaredMethods(),
      type.getFields(),
      type.getMethods(),
      type.getPermittedSubclasses(),
      type.getRecordComponents(),
      type.getResource(text),
      type.getResourceAsStream(text)
    };
  }

  List<DoubleUnaryOperator> mathematics() {
    DoubleBinaryOperator[] two = {
      Math::atan2, Math::hypot, Math::pow, StrictMath::atan2, StrictMath::hypot, StrictMath::pow
    };
    return List.of(
        x -> two[0].applyAsDouble(x, Math.random()),
        Math::acos,
        Math::asin,
        Math::atan,
        Math::cbrt,
        Math::cos,
        Math::cosh,
        Math::exp,
        Math::expm1,
        Math::log,
        Math::log10,
        Math::log1p,
        Math::sin,
        Math::sinh,
        Math::tan,
        Math::tanh,
        StrictMath::acos,
        StrictMath::asin,
        StrictMath::atan,
        StrictMath::cbrt,
        StrictMath::cos,
        StrictMath::cosh,
        StrictMath::exp,
        StrictMath::expm1,
        StrictMath::log,
        StrictMath::log10,
        StrictMath::log1p,
        StrictMath::sin,
        StrictMath::sinh,
        StrictMath::tan,
        StrictMath::tanh);
  }

  Object[] system(String name, Item item) {
    if (name.isEmpty()) {
      System.exit(1);
    }
    return new Object[] {
      System.currentTimeMillis(),
      System.nanoTime(),
      System.getProperty(name),
      System.getenv(name),
      System.identityHashCode(name),
      item.hashCode()
    };
  }

  Object[] orders(List<String> names, Collection<String> some) {
    Collections.shuffle(names);
    Supplier<IntStream> parallel = IntStream.range(0, 1)::parallel;
    return new Object[] {
      parallel,
      some.parallelStream(),
      Map.copyOf(Map.of("a", "b")),
      Map.ofEntries(Map.entry("a", "b")),
      Set.copyOf(Set.of("a")),
      names.stream().collect(Collectors.groupingBy(name -> name)),
      names.stream().collect(Collectors.partitioningBy(String::isEmpty)),
      names.stream().collect(Collectors.toMap(name -> name, name -> name)),
      names.stream().collect(Collectors.toSet()),
      names.stream().collect(Collectors.toUnmodifiableMap(name -> name, name -> name)),
      names.stream().collect(Collectors.toUnmodifiableSet())
    };
  }

  synchronized int catches(Runnable body) {
    try {
      body.run();
      return 0;
    } catch (StackOverflowError | OutOfMemoryError _) {
      return 1;
    } catch (VirtualMachineError _) {
      return 2;
    } catch (Error _) {
      return 3;
    }
  }
}
