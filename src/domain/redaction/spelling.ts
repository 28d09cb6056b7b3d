/**
 * The ways to write one character, as a graph over bytes: from a node every byte leads to the nodes behind it,
 * and a step that is `done` has written the character whole.
 */
export interface Spelling {
  /** Tells nodes apart. */
  readonly id: number;
  readonly steps: Map<number, Step[]>;
}

interface Step {
  readonly to: Spelling;
  readonly done: boolean;
}

/** What may stand between one character and the next: nothing, line ends and NUL, or indentation as well. */
export type Gap = 'none' | 'lines' | 'indented';

/** What kind of character: of a text, the same without escapes, a symbol of base64, or a byte in hex digits. */
export type Kind = 'text' | 'plain' | 'symbol' | 'hex';

const known = new Map<string, Spelling>();
let made = 0;

/** How any of these codes is written: below 128 a character, of `bytes` a byte, else a UTF-16 unit. */
export function spellingOf(kind: Kind, codes: readonly number[], gap: Gap): Spelling {
  const name = `${kind} ${gap} ${codes.join()}`;
  const before = known.get(name);
  if (before !== undefined) return before;
  const root = node();
  for (const code of codes) writers[kind](root, code);
  addGap(root, kind, gap);
  known.set(name, root);
  return root;
}

const writers: Readonly<Record<Kind, (root: Spelling, code: number) => void>> = {
  text: (root, code) => {
    literal(root, code);
    escapes(root, code);
  },
  plain: literal,
  symbol: (root, code) => {
    literal(root, code);
    // Letters and digits are escaped by nobody.
    if (code === 0x2b || code === 0x2f) escapes(root, code);
  },
  hex: (root, code) => path(root, hexDigits(code, 2)),
};

function literal(root: Spelling, code: number): void {
  if (code < 256) {
    step(root, code, node(), true);
    return;
  }
  for (const [first, second] of [
    [code & 255, code >> 8],
    [code >> 8, code & 255],
  ] as const) {
    const half = node();
    step(root, first, half, false);
    step(half, second, node(), true);
  }
}

function escapes(root: Spelling, code: number): void {
  backslashed(root, code);
  entity(root, code);
  if (code > 255) return;
  const percent = child(root, '%');
  // What was encoded twice writes `%25` for its own `%`.
  path(percent, ['2', '5'], percent);
  path(percent, hexDigits(code, 2));
  path(child(root, '='), hexDigits(code, 2));
}

function backslashed(root: Spelling, code: number): void {
  const slash = child(root, '\\');
  // JSON within JSON doubles it, and again.
  path(slash, ['\\'], slash);
  path(slash, ['u', ...hexDigits(code, 4)]);
  if (code > 255) return;
  path(slash, ['x', ...hexDigits(code, 2)]);
  path(slash, ['u', '{', ...hexDigits(code, 2), '}']);
  path(slash, [...code.toString(8).padStart(3, '0')]);
  if (code > 0x20 && code < 0x7f) path(slash, [String.fromCharCode(code)]);
}

const named: Readonly<Record<string, readonly string[]>> = {
  ...{ '&': ['amp'], '<': ['lt'], '>': ['gt'], '"': ['quot'], "'": ['apos'], '/': ['sol'] },
  ...{ ':': ['colon'], '=': ['equals'], '+': ['plus'], '?': ['quest'], _: ['lowbar'] },
  ...{ '.': ['period'], '@': ['commat'], '%': ['percnt'], '#': ['num'], $: ['dollar'] },
};

function entity(root: Spelling, code: number): void {
  const start = child(root, '&');
  path(start, [...'amp;'], start);
  for (const name of named[String.fromCharCode(code)] ?? []) path(start, [...name, ';']);
  const decimal = child(start, '#');
  path(decimal, ['0'], decimal);
  path(decimal, [...code.toString(10), ';']);
  const hex = child(decimal, 'xX');
  path(hex, ['0'], hex);
  path(hex, [...hexDigits(code, 1), ';']);
}

/** Whoever wraps lines, or writes 16 bits for 8, puts something between the characters. */
function addGap(root: Spelling, kind: Kind, gap: Gap): void {
  if (gap === 'none') return;
  const starts = [...root.steps].flatMap(([byte, all]) => all.map((one) => [byte, one] as const));
  const place = () => {
    const again = node();
    for (const [byte, { to, done }] of starts) step(again, byte, to, done);
    return again;
  };
  const line = place();
  path(root, ['\r\n'], line);
  path(line, ['\r\n'], line);
  if (gap === 'indented') path(line, [' \t'], line);
  // As JSON writes a line end, and the soft one of quoted-printable.
  path(root, ['\\', 'rn'], line);
  path(line, ['\\', 'rn'], line);
  path(root, ['=', '\r\n'], line);
  const nuls = [place(), place(), place()] as const;
  path(root, ['\0'], nuls[0]);
  path(nuls[0], ['\0'], nuls[1]);
  path(nuls[1], ['\0'], nuls[2]);
  const writtenNuls = kind === 'hex' ? [] : ['\\x00', '\\u0000', '%00'];
  for (const written of writtenNuls) path(root, [...written], nuls[0]);
  if (kind !== 'hex') return;
  const between = place();
  path(root, [' :,-'], between);
  path(between, [' '], between);
  path(line, [' '], between);
  // `0x` before each byte, and the empty half of what 16 bits write.
  for (const from of [root, between, line]) path(from, ['0', 'xX0'], between);
}

function node(): Spelling {
  made += 1;
  return { id: made, steps: new Map() };
}

function step(from: Spelling, byte: number, to: Spelling, done: boolean): void {
  const there = from.steps.get(byte);
  if (there === undefined) from.steps.set(byte, [{ to, done }]);
  else there.push({ to, done });
}

function child(from: Spelling, characters: string): Spelling {
  const to = node();
  path(from, [characters], to);
  return to;
}

/** One byte of each of these, in their order; ends at `end`, or has written the character. */
function path(from: Spelling, places: readonly string[], end?: Spelling): void {
  let at = from;
  for (const [index, characters] of places.entries()) {
    const isLast = index === places.length - 1;
    const to = (isLast ? end : undefined) ?? node();
    for (const character of characters) {
      step(at, character.charCodeAt(0), to, isLast && end === undefined);
    }
    at = to;
  }
}

function hexDigits(code: number, least: number): readonly string[] {
  const digits = [...code.toString(16).padStart(least, '0')];
  return digits.map((digit) => (digit > '9' ? digit + digit.toUpperCase() : digit));
}
