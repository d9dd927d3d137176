package dev.plongee.sim.phrase;

/// Who belongs to the cluster (§6, dissertation §4).
final class MemberPhrases {
  private MemberPhrases() {}

  static Template mayChangeMembers(boolean yes) {
    return yes
        ? Template.of(
            "{self} a validé une entrée de son mandat ({termOfCommitIndex}, il en est au"
                + " {currentTerm}), et la configuration de l'entrée {changedAt} est validée"
                + " (jusqu'à {commitIndex}, de transition : {joint}) : on peut en changer.",
            "{self} has committed an entry of its term ({termOfCommitIndex}, its term is"
                + " {currentTerm}), and the configuration of entry {changedAt} is committed (up to"
                + " {commitIndex}, joint: {joint}): it may change.")
        : Template.of(
            "un changement à la fois : {self} en est au mandat {currentTerm}, a validé une entrée"
                + " du mandat {termOfCommitIndex}, jusqu'à {commitIndex}, et la configuration est à"
                + " l'entrée {changedAt} (de transition : {joint}).",
            "one change at a time: {self} is in term {currentTerm}, has committed an entry of term"
                + " {termOfCommitIndex}, up to {commitIndex}, and the configuration is at entry"
                + " {changedAt} (joint: {joint}).");
  }

  static Template caughtUp(boolean yes) {
    return yes
        ? Template.of(
            "le nouveau venu a mis {roundUs} pour ce tour, moins de {minTimeoutUs} : il peut"
                + " voter.",
            "the newcomer took {roundUs} for this round, less than {minTimeoutUs}: it may vote.")
        : Template.of(
            "le nouveau venu a mis {roundUs} pour ce tour (limite : {minTimeoutUs}) : encore un.",
            "the newcomer took {roundUs} for this round (limit {minTimeoutUs}): another one.");
  }

  static Template mayCampaign(boolean yes) {
    return yes
        ? Template.of(
            "{self} peut se présenter : les membres sont {latest} (votant jusqu'ici : {wasVoter}).",
            "{self} may campaign: the members are {latest} (a voter so far: {wasVoter}).")
        : Template.of(
            "{self} ne se présente pas : il ne vote pas, les membres sont {latest} (votant"
                + " jusqu'ici : {wasVoter}).",
            "{self} does not campaign: it has no vote, the members are {latest} (a voter so far:"
                + " {wasVoter}).");
  }

  static Template leadsOn(boolean yes) {
    return yes
        ? Template.of(
            "{self} vote toujours, les membres sont {committed} : il reste leader.",
            "{self} still votes, the members are {committed}: it keeps leading.")
        : Template.of(
            "{self} ne fait plus partie des membres, qui sont {committed} : il rend sa place.",
            "{self} is not part of the members any more, which are {committed}: it steps down.");
  }
}
