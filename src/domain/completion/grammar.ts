/** What may stand in a place of a command line: a list that is known, or what only the machine can tell. */
export type Kind =
  | { readonly kind: 'profile' | 'key' | 'file' | 'directory' | 'text' }
  | { readonly kind: 'one-of'; readonly words: readonly string[] };

/** One option. */
export interface OptionWords {
  /** Without its dashes. */
  readonly name: string;
  readonly describe: string;
  /** Absent where it takes no value. */
  readonly takes?: Kind;
}

/** One verb. */
export interface VerbWords {
  readonly verb: string;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  /** Its words, one by one. */
  readonly words: readonly Kind[];
  /** The last of them may be repeated. */
  readonly endless: boolean;
  /** Behind `--` stands somebody else's command. */
  readonly command: boolean;
}

/** Everything that a command line of ours may hold. */
export interface Grammar {
  readonly verbs: readonly VerbWords[];
  /** The options of every verb. */
  readonly everywhere: readonly OptionWords[];
}

/** Lists of words that the program itself knows, by what the help calls them. */
export type KnownWords = Readonly<Record<string, readonly string[]>>;

const asked: Readonly<Record<string, Kind>> = {
  PROFILE: { kind: 'profile' },
  KEY: { kind: 'key' },
  NAME: { kind: 'key' },
  PATH: { kind: 'file' },
  FILE: { kind: 'file' },
  DIR: { kind: 'directory' },
};

/** What a value or word is, by the name that the help gives it: `PROFILE`, `md|html`, `RULE`. */
export function kindOf(name: string, known: KnownWords): Kind {
  const big = name.toUpperCase();
  const list = known[big] ?? (/^[a-z]+(\|[a-z]+)+$/.test(name) ? name.split('|') : undefined);
  return list === undefined ? (asked[big] ?? { kind: 'text' }) : { kind: 'one-of', words: list };
}

/** The words of a verb's usage: `<profile> [profile]`, `[path...]`, `[-- command...]`. */
export function wordsOfUsage(
  usage: string,
  known: KnownWords,
): Pick<VerbWords, 'words' | 'endless' | 'command'> {
  const own = usage.replace(/\[?--.*/, '').match(/[a-z.|]+/g) ?? [];
  return {
    words: own.map((word) => kindOf(word.replace('...', ''), known)),
    endless: own.at(-1)?.endsWith('...') ?? false,
    command: usage.includes('-- '),
  };
}

/** The verbs behind whose `--` stands somebody else's command. */
export function verbsWithCommand(verbs: readonly VerbWords[]): readonly string[] {
  return verbs.filter(({ command }) => command).map(({ verb }) => verb);
}
