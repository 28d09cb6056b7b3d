import { entropyBits } from '../../entropy.ts';
import type { JoinedPieces, Joint } from './joined-pieces.ts';

/** A credential in a joined text, and where it stands there. */
export interface Shaped {
  readonly rule: string;
  readonly secret: string;
  readonly from: number;
  readonly to: number;
}

/** What a credential of one provider looks like where its text begins. */
interface Shape {
  readonly rule: string;
  readonly pattern: RegExp;
  readonly secret: (parts: readonly string[]) => string;
  /** Asked with the part that stands before the last joint, too: what follows a joint may be anything. */
  readonly fits: (secret: string, most: string) => boolean;
}

const shapes: readonly Shape[] = [
  {
    rule: 'databento-key',
    pattern: /^(db-[A-Za-z0-9]{29})/d,
    secret: ([key = '']) => key,
    fits: (key, most) => isMixed(key.slice(3)) && (most.length < 20 || hasBothCases(most.slice(3))),
  },
  {
    rule: 'traderspost-webhook',
    pattern: /^webhook\/*([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/*([0-9a-f]{32})/di,
    secret: (parts) => parts.join('/'),
    fits: () => true,
  },
  // 68 characters as far as anybody knows; others where the text ends with them.
  ...[/[\w-]{68}/, /[\w-]{60,80}/].map((token) => ({
    rule: 'discord-webhook',
    pattern: new RegExp(String.raw`^webhooks/*(\d{17,20})/*(${token.source})`, 'di'),
    secret: (parts: readonly string[]) => parts.join('/'),
    fits: () => true,
  })),
];

// As long as a credential is, and as much as tells that there is none.
const ways = [
  { most: 33, told: 32, pattern: /^d(?:b(?:-[A-Za-z0-9]*)?)?$/ },
  { most: 120, told: 15, pattern: /^w[ebhok]*s?\/*[\da-f-]*$/i },
];

/** True while a joined text may be the beginning of a credential, and more of it is needed. */
export function mayBeMore(text: string): boolean {
  return ways.some(
    ({ most, told, pattern }) => text.length < most && pattern.test(text.slice(0, told)),
  );
}

/** The credential with which a joined text begins; undefined where there is none, or it lies in one piece. */
export function shapedIn(joined: JoinedPieces): Shaped | undefined {
  const { text, joints } = joined;
  for (const shape of shapes) {
    if (!shape.pattern.test(text)) continue;
    // What follows the last piece may look like one more.
    for (const end of [text.length, ...joints.map(({ before }) => before).reverse()]) {
      const shaped = shapedBefore(joined, end, shape);
      if (shaped) return shaped;
    }
  }
  return undefined;
}

function shapedBefore(joined: JoinedPieces, end: number, shape: Shape): Shaped | undefined {
  const found = shape.pattern.exec(joined.text.slice(0, end));
  if (!found) return undefined;
  const to = found[0].length;
  const inside = joined.joints.filter(({ before, kind }) => before < to && kind !== 'escape');
  const last = inside.at(-1)?.before ?? 0;
  if (!endsThere(joined, to) || !areAlike(inside, found[0])) return undefined;
  const secret = shape.secret(found.slice(1));
  if (!shape.fits(secret, found[0].slice(0, last))) return undefined;
  return { rule: shape.rule, secret, from: found.indices?.[1]?.[0] ?? 0, to };
}

function endsThere({ text, joints }: JoinedPieces, to: number): boolean {
  return joints.some(({ before }) => before === to) || !/^[-_]?[A-Za-z0-9]/.test(text.slice(to));
}

/** True for pieces that one hand cut: one or two kinds of joints, and equal sizes where only blanks lie between. */
function areAlike(inside: readonly Joint[], text: string): boolean {
  const looks = new Set(inside.map(({ looks: each }) => each));
  if (inside.length === 0 || looks.size > 2) return false;
  return (
    !inside.some(({ kind }) => kind === 'blank') || (looks.size === 1 && areEven(inside, text))
  );
}

// A word may stand behind a blank, too.
const unlikeWords = /\d[A-Za-z]|[A-Za-z]\d|[a-z][A-Z]/;

function areEven(inside: readonly Joint[], text: string): boolean {
  const ends = [0, ...inside.map(({ before }) => before), text.length];
  const pieces = ends.slice(1).map((end, index) => text.slice(ends[index], end));
  const last = pieces.pop() ?? '';
  // What begins and ends it may be less: a URL goes on before and behind what is looked for.
  const whole = Math.max(...pieces.map(({ length }) => length));
  if (pieces.length === 1 && !unlikeWords.test(last)) return false;
  return pieces.slice(1).every(({ length }) => length === whole) && last.length <= whole;
}

// A key in a thousand has less; words that were run together have less nearly always.
const leastBits = 56;
const leastOfEach = 3;
const leastChanges = 10;

function isMixed(text: string): boolean {
  const changes = countOf(text, /[a-z](?![a-z])|[A-Z](?![A-Z])|\d(?!\d)/g);
  return hasBothCases(text) && changes >= leastChanges && entropyBits(text) >= leastBits;
}

function hasBothCases(text: string): boolean {
  return countOf(text, /[A-Z]/g) >= leastOfEach && countOf(text, /[a-z]/g) >= leastOfEach;
}

function countOf(text: string, sign: RegExp): number {
  return text.match(sign)?.length ?? 0;
}
