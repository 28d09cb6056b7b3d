/** What stands on a command line, by the names of its options; its words under `_`. */
export type Values = Readonly<Record<string, unknown>>;

/** A command line in two: our own words, and those behind the first `--`, which are somebody else's. */
export function halves(argv: readonly string[]): {
  readonly own: readonly string[];
  /** Undefined without a `--`. */
  readonly behind?: readonly string[];
} {
  const at = argv.indexOf('--');
  return at < 0 ? { own: argv } : { own: argv.slice(0, at), behind: argv.slice(at + 1) };
}

/**
 * What yargs would make of a line that holds words, `--root DIR`, `--json`, `--quiet` and `--no-color`
 * only, each once; undefined for any other. Most lines are such, and yargs takes 10 ms to say so.
 */
export function plainValues(own: readonly string[]): Values | undefined {
  const values: Record<string, unknown> = {};
  const words: string[] = [];
  for (let at = 0; at < own.length; at += 1) {
    const word = own[at] ?? '';
    const next = word === '--root' ? own[++at] : undefined;
    const name = word.slice(2);
    if (/^[^-]/.test(word) && word !== 'true' && word !== 'false') words.push(word);
    else if (Object.hasOwn(values, name)) return undefined;
    else if (word === '--root' && next !== undefined && /^[^-]/.test(next)) values.root = next;
    else if (['--json', '--quiet', '--no-color'].includes(word)) values[name] = true;
    else return undefined;
  }
  return { ...values, _: words };
}
