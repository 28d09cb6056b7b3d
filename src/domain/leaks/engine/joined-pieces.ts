/** What lies between two pieces of one text. */
export interface Joint {
  /** Before which character of the joined text. */
  readonly before: number;
  readonly kind: 'escape' | 'line' | 'quoted' | 'markup' | 'blank';
  /** What it looks like without blanks, for joints of one kind look alike. */
  readonly looks: string;
}

/** A text that was written in pieces, put together. */
export interface JoinedPieces {
  readonly text: string;
  readonly joints: readonly Joint[];
  /** Where a character of the joined text stands. */
  placeOf(at: number): number;
}

const piece = /[\w/-]+/y;
const goesOn = String.raw`(?=[\w/-])`;
const lead = String.raw`(?:(?:#|//|[*>%;|+]|--?(?= ))[ \t]*){0,3}`;
const lineEnd = String.raw`(?:\\[nr]|\r?\n)`;
const quotes = '["\'`]';
// The first that fits is it. Between literals anything may stand, since every language has its own way.
const joints: readonly (readonly [Joint['kind'], RegExp])[] = [
  ['escape', /\\+(?=\/)/y],
  // A=ab; A="$A"cd and A+=cd
  [
    'quoted',
    sticky(
      String.raw`["']?\s{0,8}[;\n&]{1,2}\s{0,16}(?:(?:export|set|local)\s)?[A-Za-z_]\w{0,40}(?:\+=|=)["']?(?:\$\{?\w+\}?|%\w+%)?["']{0,2}`,
    ),
  ],
  // {"a": "ab", "b": "cd"} and [{"i": 1, "v": "ab"}, {"i": 2, "v": "cd"}]
  [
    'quoted',
    sticky(
      String.raw`\\*${quotes}\s{0,8}[}\])]?\s{0,8},\s{0,24}[{[(]?\s{0,24}(?:\\*${quotes}?\w{1,24}\\*${quotes}?\s?(?::|=>?)\s?(?:\d{1,6}\s?,\s{0,24})?){1,3}\\*${quotes}`,
    ),
  ],
  [
    'line',
    sticky(
      String.raw`[ \t]*(?:\\(?![nr])|[,;&|+.^=~${'`'}])?[ \t]*${lineEnd}+(?:[ \t]*${lineEnd})?[ \t]*${lead}`,
    ),
  ],
  ['quoted', sticky(String.raw`[$#]?\{\s?\\*${quotes}|\\*${quotes}\s?\}`)],
  ['quoted', sticky(String.raw`\\*${quotes}[^"'${'`'}]{0,80}?\\*${quotes}`)],
  [
    'markup',
    sticky(
      String.raw`\s{0,16}(?:(?:<[^<>\n]{1,48}>|&(?:nbsp|shy|#\w{2,6});|\xe2\x80\x8b|\xc2\xad)\s{0,16}){1,4}`,
    ),
  ],
  ['blank', sticky(String.raw`[ \t]{0,4}[,;|:~^+.][ \t]{0,4}|[ \t]{1,8}`)],
];

/** Puts together what begins with `slice`, as long as more of it is wanted. */
export function joinedPieces(slice: string, wantsMore: (text: string) => boolean): JoinedPieces {
  const found: Joint[] = [];
  const pieces: { readonly before: number; readonly at: number }[] = [];
  let text = '';
  for (let at = 0; ; ) {
    const part = matchAt(piece, slice, at);
    pieces.push({ before: text.length, at });
    text += part;
    at += part.length;
    const joint = wantsMore(text) ? jointAt(slice, at, text.length) : undefined;
    if (!joint) break;
    found.push(joint);
    at += joint.size;
  }
  const placeOf = (at: number) => {
    const own = pieces.findLast(({ before }) => before <= at);
    return own ? own.at + at - own.before : at;
  };
  return { text, joints: found, placeOf };
}

function jointAt(
  slice: string,
  at: number,
  before: number,
): (Joint & { size: number }) | undefined {
  for (const [kind, pattern] of joints) {
    const all = matchAt(pattern, slice, at);
    if (all !== '') return { kind, before, looks: looksOf(all), size: all.length };
  }
  return undefined;
}

// Pieces are numbered, or have names of their own; that makes no other kind.
function looksOf(joint: string): string {
  return joint
    .replace(/\s|\\+(?:[nr]|(?=["'`]))/g, '')
    .replace(/["'`]/g, '"')
    .replace(/"\w+"(?=[:=])|\d+|\b[A-Za-z]\b/g, '#');
}

function sticky(source: string): RegExp {
  return new RegExp(`(?:${source})${goesOn}`, 'y');
}

function matchAt(pattern: RegExp, slice: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(slice)?.[0] ?? '';
}
