// Every word of the page itself, in French and in English. What the cluster does is told by the engine.

const THIN = "\u202f"; // before ? ! ;
const HARD = "\u00a0"; // before : and inside guillemets

const both = (fr, en) => ({ fr, en });

const WORDS = {
  term: both("mandat", "term"),
  termShort: both("m.", "t."),
  follower: both("suiveur", "follower"),
  preCandidate: both("pré-candidat", "pre-candidate"),
  candidate: both("candidat", "candidate"),
  leader: both("leader", "leader"),
  learner: both("apprenti", "learner"),
  outside: both("hors grappe", "outside"),
  down: both("en panne", "down"),
  paused: both("en pause", "paused"),
  voteFor: both("voix à", "vote for"),
  cut: both("coupure", "cut"),

  logs: both("journaux", "logs"),
  committed: both("validée", "committed"),
  notCommitted: both("pas validée", "not committed"),
  notDurable: both("pas sur disque", "not on disk"),
  snapshot: both("instantané", "snapshot"),
  match: both("chez le suiveur", "at the follower"),
  next: both("prochain envoi", "next to send"),
  none: both("vide", "empty"),

  why: both("pourquoi", "why"),
  noWhy: both("Aucune règle n’a eu à décider ici.", "No rule had to decide here."),
  refused: both("refus", "refused"),
  time: both("espace-temps", "space-time"),
  noEvents: both("Rien ne s’est encore passé.", "Nothing has happened yet."),
  lost: both("perdu", "lost"),
  history: both("clients", "clients"),
  noCalls: both("Aucun client n’a encore rien demandé.", "No client has asked for anything yet."),
  faults: both("pannes", "faults"),
  open: both("sans réponse", "no answer"),
  unknown: both("inconnu", "unknown"),
  failed: both("échec", "failed"),
  linearizable: both("linéarisable", "linearizable"),
  "not-linearizable": both("pas linéarisable", "not linearizable"),
  "verdict-open": both("en cours", "under way"),
  "verdict-unknown": both("trop long pour en juger", "too long to judge"),
  shelves: both("disque et mémoire", "disk and memory"),
  memoryShelf: both("en mémoire : perdu dans une panne", "in memory: lost in a crash"),
  diskShelf: both("sur disque : reste", "on disk: stays"),
  disk: both("disque", "disk"),
  clock: both("horloge", "clock"),
  diskActs: both("disque…", "disk…"),
  clockActs: both("horloge…", "clock…"),
  ills: both("disque", "disk"),
  memory: both("mémoire", "memory"),
  writes: both("écrit", "writes"),
  holds: both("retient", "holds back"),
  state: both("état", "state"),
  vote: both("voix", "vote"),
  log: both("journal", "log"),
  applied: both("appliqué", "applied"),
  validated: both("validé", "committed"),
  ring: both("anneau", "ring"),

  electionSafety: both("un leader par mandat", "one leader a term"),
  leaderAppendOnly: both("leader n’efface rien", "leader erases nothing"),
  logMatching: both("journaux concordants", "logs match"),
  leaderCompleteness: both("leader complet", "leader complete"),
  stateMachineSafety: both("mêmes états", "same states"),
  clients: both("réponses justes", "right answers"),
  rules: both("règles tenues", "rules kept"),
  electionSafetyOut: both("deux leaders, un mandat", "two leaders, one term"),
  leaderAppendOnlyOut: both("un leader efface", "a leader erases"),
  logMatchingOut: both("journaux discordants", "logs do not match"),
  leaderCompletenessOut: both("leader incomplet", "leader incomplete"),
  stateMachineSafetyOut: both("états différents", "states differ"),
  clientsOut: both("réponse fausse", "wrong answer"),
  rulesOut: both("règle enfreinte", "rule broken"),
  breached: both("Enfreint", "Broken"),

  remember: both("À retenir", "Remember"),
  rightAnswer: both("Bonne réponse", "Right answer"),
  improvised: both("improvisé", "improvised"),
  script: both("script", "script"),
  paper: both("article", "paper"),
  claimFailed: both("Une affirmation est fausse ici", "A claim fails here"),
  nextScene: both("scène suivante", "next scene"),
  theEnd: both("fin", "the end"),

  keysLine: both(
    "→ suite · ← retour · ↓ ↑ événement · W pourquoi · Échap script · ? aide",
    "→ next · ← back · ↓ ↑ event · W why · Esc script · ? help",
  ),
  help: both("Touches", "Keys"),
  scenes: both("Scènes", "Scenes"),
  questions: both("pour les questions", "for questions"),
  minutes: both("minutes", "minutes"),
  notes: both("Notes", "Notes"),
  noNotes: both("Pas de note ici.", "No note here."),
  nextCue: both("Ensuite", "Next"),
  planned: both("prévu", "planned"),
  elapsed: both("écoulé", "elapsed"),
  late: both("de retard", "late"),
  early: both("d’avance", "early"),
  left: both("restent", "left"),
  ahead: both("dans les temps", "on time"),
  startClock: both("M : lancer le chronomètre", "M: start the clock"),
  blocked: both(
    "Le navigateur a bloqué la seconde fenêtre. Autorisez les fenêtres de ce fichier, puis appuyez encore sur N.",
    "The browser blocked the second window. Allow pop-ups for this file, then press N again.",
  ),
  roomTitle: both("Plongée · salle", "Plongée · room"),

  palette: both("Agir", "Act"),
  paletteHint: both(
    "tab complète · entrée exécute · ↑ ↓ choisit · échap ferme",
    "tab completes · enter does it · ↑ ↓ chooses · esc closes",
  ),
  paletteExample: both("crash leader", "crash leader"),
  onScript: both("C’est déjà le script.", "This is the script already."),
  atEnd: both("C’est la fin.", "This is the end."),
  atStart: both("C’est le début.", "This is the beginning."),
  nothingCut: both(
    "Cette ligne ne sépare personne : tracez-la entre des serveurs.",
    "This line parts nobody: draw it between servers.",
  ),

  zoo: both("Enfreindre une règle", "Break a rule"),
  obeyed: both("règle respectée", "rule obeyed"),
  broken: both("règle enfreinte", "rule broken"),
  noSplit: both(
    "Ici, cette règle ne change rien : choisissez-en une autre, ou une autre scène.",
    "Here this rule changes nothing: choose another one, or another scene.",
  ),
  splitsHere: both("Ici les deux mondes se séparent", "Here the two worlds part"),
  bestIn: both("scène", "scene"),
  search: both("Chercher", "Search"),

  editor: both("La scène", "The scene"),
  run: both("Jouer", "Run"),
  save: both("Enregistrer", "Save"),
  load: both("Ouvrir un fichier", "Open a file"),
  close: both("Fermer", "Close"),
  lineWord: both("ligne", "line"),

  linkCopied: both("Lien copié.", "Link copied."),
  linkShown: both("Copiez ce lien", "Copy this link"),
  linkTooLong: both(
    "Cette improvisation est trop longue pour un lien : enregistrez la scène.",
    "What was improvised is too long for a link: save the scene.",
  ),
  linkOld: both(
    "Ce lien vient d’une autre version de la page : le moment peut différer.",
    "This link comes from another version of the page: the moment may differ.",
  ),
  linkBad: both("Ce lien ne mène nulle part ici.", "This link leads nowhere here."),
  exported: both("Image enregistrée", "Picture saved"),
  track: both("Parcours de", "Track of"),
  playing: both("lecture", "playing"),
  printing: both("support", "hand-out"),
};

export const word = (language, name) => WORDS[name]?.[language] ?? name;

/** `name : value`, with the space that French wants. */
export const pair = (language, name, value) =>
  language === "fr" ? `${name}${HARD}: ${value}` : `${name}: ${value}`;

/** Sets plain text as it is printed: apostrophes, what stays in one line, and the spaces of French before ? ! ; and :. */
export function typeset(language, text) {
  const set = text
    .replace(/(\p{L})'(?=\p{L})/gu, "$1’")
    .replace(/\b(figure|Figure) (?=\d)/g, `$1${HARD}`)
    .replace(/(\S) = (?=\S)/g, `$1${HARD}=${HARD}`)
    .replace(/(\d) (?=m?s\b)/g, `$1${HARD}`);
  if (language !== "fr") {
    return set;
  }
  return set.replace(/ ([?!;])/g, `${THIN}$1`).replace(/ ([:»])/g, `${HARD}$1`).replace(/« /g, `«${HARD}`);
}

/** All words, for a test that none is missing in a language. */
export const allWords = () => WORDS;
