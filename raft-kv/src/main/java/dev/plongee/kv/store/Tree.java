package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import java.util.List;
import java.util.Optional;

/// An immutable ordered map: an AVL tree in which a change makes the nodes from the root to the
/// place anew and shares all others. So a copy of the whole state costs nothing, however many keys
/// it has: for a simulator that copies a server at each step, and for a snapshot that is taken
/// while the server goes on.
final class Tree {
  static final Tree EMPTY = new Tree();

  /// Sees pairs in the order of their keys.
  interface Visitor {
    /// @return whether to go on
    boolean visit(Bytes key, Bytes value);
  }

  private final Bytes key;
  private final Bytes value;
  private final Tree left;
  private final Tree right;
  private final int height;
  private final int size;

  private Tree() {
    this.key = Bytes.EMPTY;
    this.value = Bytes.EMPTY;
    this.left = this;
    this.right = this;
    this.height = 0;
    this.size = 0;
  }

  private Tree(Bytes key, Bytes value, Tree left, Tree right) {
    this.key = key;
    this.value = value;
    this.left = left;
    this.right = right;
    this.height = 1 + Math.max(left.height, right.height);
    this.size = 1 + left.size + right.size;
  }

  /// The tree of these pairs, built from below without any comparison.
  ///
  /// @param pairs in the order of their keys, each key once
  static Tree ofSorted(List<Pair> pairs) {
    return ofSorted(pairs, 0, pairs.size());
  }

  private static Tree ofSorted(List<Pair> pairs, int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    int middle = (from + to) >>> 1;
    Pair pair = pairs.get(middle);
    return new Tree(
        pair.key(), pair.value(), ofSorted(pairs, from, middle), ofSorted(pairs, middle + 1, to));
  }

  /// The number of keys.
  int size() {
    return size;
  }

  /// The number of keys on the longest way down; at most 1.45 times the logarithm of the size.
  int height() {
    return height;
  }

  /// Whether the two sides of every node differ in height by at most one.
  boolean isBalanced() {
    return this == EMPTY
        || Math.abs(left.height - right.height) <= 1 && left.isBalanced() && right.isBalanced();
  }

  Optional<Bytes> get(Bytes wanted) {
    Tree at = this;
    while (at != EMPTY) {
      int order = KeyOrder.compare(wanted, at.key);
      if (order == 0) {
        return Optional.of(at.value);
      }
      at = order < 0 ? at.left : at.right;
    }
    return Optional.empty();
  }

  Tree put(Bytes newKey, Bytes newValue) {
    if (this == EMPTY) {
      return new Tree(newKey, newValue, EMPTY, EMPTY);
    }
    int order = KeyOrder.compare(newKey, key);
    if (order == 0) {
      return new Tree(key, newValue, left, right);
    }
    return order < 0
        ? balanced(left.put(newKey, newValue), right)
        : balanced(left, right.put(newKey, newValue));
  }

  /// This very tree when the key is not in it.
  Tree remove(Bytes oldKey) {
    if (this == EMPTY) {
      return this;
    }
    int order = KeyOrder.compare(oldKey, key);
    if (order == 0) {
      return joined();
    }
    Tree before = order < 0 ? left : right;
    Tree after = before.remove(oldKey);
    if (after == before) {
      return this;
    }
    return order < 0 ? balanced(after, right) : balanced(left, after);
  }

  /// Visits every key that is not smaller than `from`, as long as the visitor wants more.
  ///
  /// @return whether it wanted more to the end
  boolean visit(Bytes from, Visitor visitor) {
    if (this == EMPTY) {
      return true;
    }
    boolean inside = KeyOrder.compare(key, from) >= 0;
    if (inside && !(left.visit(from, visitor) && visitor.visit(key, value))) {
      return false;
    }
    return right.visit(from, visitor);
  }

  /// The two subtrees as one, without this node.
  private Tree joined() {
    if (left == EMPTY) {
      return right;
    }
    if (right == EMPTY) {
      return left;
    }
    Tree first = right.first();
    return first.balanced(left, right.withoutFirst());
  }

  private Tree first() {
    return left == EMPTY ? this : left.first();
  }

  private Tree withoutFirst() {
    return left == EMPTY ? right : balanced(left.withoutFirst(), right);
  }

  /// This pair above two subtrees whose heights differ by at most two.
  private Tree balanced(Tree newLeft, Tree newRight) {
    if (newLeft.height > newRight.height + 1) {
      Tree inner = newLeft.right;
      if (newLeft.left.height >= inner.height) {
        return newLeft.with(newLeft.left, with(inner, newRight));
      }
      return inner.with(newLeft.with(newLeft.left, inner.left), with(inner.right, newRight));
    }
    if (newRight.height > newLeft.height + 1) {
      Tree inner = newRight.left;
      if (newRight.right.height >= inner.height) {
        return newRight.with(with(newLeft, inner), newRight.right);
      }
      return inner.with(with(newLeft, inner.left), newRight.with(inner.right, newRight.right));
    }
    return with(newLeft, newRight);
  }

  private Tree with(Tree newLeft, Tree newRight) {
    return new Tree(key, value, newLeft, newRight);
  }
}
