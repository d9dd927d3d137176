package dev.plongee.sim.phrase;

import dev.plongee.sim.check.Invariant;

/// What must always be true, said to a room.
public final class InvariantPhrases {
  private InvariantPhrases() {}

  /// The sentence of an invariant, without a full stop.
  public static String sentence(Language language, Invariant invariant) {
    return new Text(french(invariant), invariant.sentence()).in(language);
  }

  private static String french(Invariant invariant) {
    return switch (invariant) {
      case STRUCTURE -> "aucun serveur ne casse sa propre structure";
      case TERM_NEVER_FALLS -> "le mandat d'un serveur ne recule jamais, même après un redémarrage";
      case ONE_VOTE_A_TERM -> "un serveur ne donne qu'une voix par mandat, redémarrages compris";
      case GRANT_AFTER_DISK -> "une voix ne part qu'une fois mandat et vote sur disque";
      case TERM_BEFORE_MESSAGE -> "aucun message ne part avant que son mandat soit sur disque";
      case ONE_LEADER_A_TERM -> "un mandat a au plus un leader";
      case ELECTED_BY_MAJORITY -> "un leader est élu par une majorité de chaque groupe de votants";
      case GRANTERS_WERE_BEHIND -> "personne ne vote pour un journal moins à jour que le sien";
      case NO_ENTRY_WITHOUT_LEADER -> "aucune entrée n'est d'un mandat sans leader";
      case LEADERS_ARE_PROTECTED ->
          "un pré-vote ne change rien, et qui entend un leader n'accorde rien à d'autres";
      case LEGAL_ROLES -> "les rôles ne changent que selon les flèches de l'article";
      case LEARNERS_ARE_SILENT ->
          "seul un votant se présente, et qui l'est tant que son départ n'est pas validé";
      case LOG_MATCHING -> "deux journaux qui ont le même mandat à un index sont égaux jusque-là";
      case LEADER_APPENDS_ONLY -> "un leader ne coupe jamais son propre journal";
      case CONTIGUOUS -> "un journal n'a pas de trou, et ses mandats ne reculent pas";
      case CUT_AT_CONFLICT -> "un journal n'est coupé qu'à son premier vrai conflit";
      case COMMITTED_IS_KEPT ->
          "aucun serveur n'efface ce qui a été validé dans son mandat ou avant";
      case MADE_ONCE -> "une entrée n'est créée que par le leader de son mandat, une seule fois";
      case COMMIT_NEVER_FALLS -> "ce qu'un serveur sait validé ne recule pas";
      case FOLLOWER_COMMIT -> "un suiveur ne valide que ce que le message a comparé";
      case COMMITTED_AGREES -> "tous sont d'accord sur chaque entrée validée";
      case OWN_TERM_COMMIT -> "un leader ne valide en comptant que dans son propre mandat";
      case COMMITTED_IS_DURABLE ->
          "ce qui est validé est sur les disques d'une majorité de chaque groupe de votants";
      case LEADERS_ARE_COMPLETE -> "les leaders suivants ont tout ce qui a été validé avant eux";
      case MATCH_IS_TRUE -> "matchIndex dit vrai, sur disque, et ne recule pas";
      case APPLIED_IN_ORDER -> "les entrées sont appliquées une à une, validées et sur disque";
      case STATES_AGREE -> "des machines qui ont appliqué les mêmes entrées sont égales";
      case ACK_AFTER_DISK -> "seul ce qui est sur disque est confirmé";
      case RECOVERED_PREFIX -> "un disque rend tout ce qui était synchronisé, et rien d'inventé";
      case SILENT_AFTER_ERROR -> "après un fsync échoué, un serveur n'envoie ni n'écrit plus rien";
      case FLIPS_ARE_SEEN -> "aucun bit inversé ne passe pour autre chose qui aurait été écrit";
      case DAMAGE_IS_KEPT -> "ce qui est abîmé devant ce qui est intact n'est jamais coupé";
      case SNAPSHOT_OF_APPLIED ->
          "un instantané contient ce qui a été appliqué jusqu'à sa dernière entrée, rien de plus";
      case NO_GAP -> "un journal commence au plus tard où finit un instantané sur disque";
      case SNAPSHOT_GOES_FORWARD ->
          "un instantané ne ramène jamais un état en arrière, ni n'efface ce qui concorde après"
              + " lui";
      case SNAPSHOT_SURVIVES -> "une panne laisse l'ancien instantané ou le nouveau, entier";
      case ONE_CHANGE_AT_A_TIME ->
          "un changement de membres commence quand le précédent et une entrée du mandat sont"
              + " validés, et ne fait qu'un pas";
      case MAJORITIES_OVERLAP ->
          "les majorités de tous ceux qui pourraient être élus ont un serveur en commun";
      case LAST_MEMBERS_COUNT ->
          "les membres sont ceux que dit en dernier le journal, ou son instantané";
      case STRANGERS_CANNOT_DISTURB ->
          "qui ne vote pas ne dérange aucun leader, et ne le reste pas une fois cela validé";
      case ONCE_IN_A_SESSION ->
          "une écriture d'une session est exécutée une fois, et ses répétitions ont la première"
              + " réponse";
      case ACKNOWLEDGED_IS_KEPT -> "une écriture confirmée au client n'est jamais perdue";
      case FAILURE_IS_FINAL -> "un appel qui a échoué n'est dans aucune entrée validée, jamais";
      case LINEARIZABLE -> "un seul ordre des appels explique toutes les réponses aux clients";
      case READS_ARE_FRESH -> "une lecture voit tout ce qui était validé avant elle";
      case LEASES_HOLD ->
          "quand commence une lecture à laquelle un bail suffit, personne n'est élu après son"
              + " leader";
      case STABLE_LEADER -> "un leader stable revient peu après la fin des pannes";
      case FRESH_CALLS ->
          "une nouvelle écriture et une nouvelle lecture de chaque client ont leur réponse";
      case ALL_EQUAL -> "tous les journaux et tous les états deviennent égaux";
      case IDLE_IS_QUIET -> "une grappe au repos n'envoie que des battements de cœur";
      case NOTHING_IS_LEFT ->
          "un serveur au repos n'attend aucun disque et ne doit de réponse à personne";
      case DETERMINISM -> "la même graine donne la même exécution";
    };
  }
}
