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
  readonly fits: (secret: string) => boolean;
}

const shapes: readonly Shape[] = [
  {
    rule: 'databento-key',
    pattern: /^(db-[A-Za-z0-9]{29})/d,
    secret: ([key = '']) => key,
    fits: (key) => isMixed(key.slice(3)),
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

/** The credential with which a joined text begins; undefined where there is none, or it lies in one piece. */
export function shapedIn(joined: JoinedPieces): Shaped | undefined {
  for (const { rule, pattern, secret: join, fits } of shapes) {
    const found = pattern.exec(joined.text);
    if (!found) continue;
    const secret = join(found.slice(1));
    const from = found.indices?.[1]?.[0] ?? 0;
    const to = found[0].length;
    if (endsThere(joined, to) && alike(joined, to) && fits(secret))
      return { rule, secret, from, to };
  }
  return undefined;
}

function endsThere({ text, joints }: JoinedPieces, to: number): boolean {
  return joints.some(({ before }) => before === to) || !/^[-_]?[A-Za-z0-9]/.test(text.slice(to));
}

/** True for pieces that one hand cut: one or two kinds of joints, and equal sizes where only blanks lie between. */
function alike({ joints }: JoinedPieces, to: number): boolean {
  const inside = joints.filter(({ before, kind }) => before < to && kind !== 'escape');
  const looks = new Set(inside.map(({ looks: each }) => each));
  if (inside.length === 0 || looks.size > 2) return false;
  return !inside.some(({ kind }) => kind === 'blank') || (looks.size === 1 && areEven(inside, to));
}

function areEven(inside: readonly Joint[], to: number): boolean {
  const ends = [0, ...inside.map(({ before }) => before), to];
  const sizes = ends.slice(1).map((end, index) => end - (ends[index] as number));
  // What begins and ends it may be less: a URL goes on before and behind what is looked for.
  const whole = Math.max(...sizes.slice(0, -1));
  const middle = sizes.slice(1, -1);
  return middle.every((size) => size === whole) && (sizes.at(-1) as number) <= whole;
}

// A key in a thousand has less; words that were run together have less nearly always.
const leastBits = 56;
const leastOfEach = 3;
const leastChanges = 10;

function isMixed(text: string): boolean {
  const count = (sign: RegExp) => text.match(sign)?.length ?? 0;
  if (count(/[A-Z]/g) < leastOfEach || count(/[a-z]/g) < leastOfEach) return false;
  const changes = count(/[a-z](?![a-z])|[A-Z](?![A-Z])|\d(?!\d)/g);
  return changes >= leastChanges && entropyBits(text) >= leastBits;
}
