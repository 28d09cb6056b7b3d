import { isAscii } from './byte-text.ts';

/** A pattern's pieces: bytes that must stand there, any byte, any run of bytes. */
type Pattern = readonly (string | 'any' | 'run')[];

/**
 * The lengths of the shortest and the longest beginning of the text that the pattern matches;
 * undefined when nobody knows. The pattern is marked text: what was quoted means itself.
 */
export function matchedLengths(
  marked: string,
  text: string,
  fromEnd: boolean,
): Lengths | undefined {
  const pattern = patternOf(marked);
  if (pattern === undefined || !isAscii(text)) return undefined;
  const way = fromEnd ? [...pattern].reverse() : pattern;
  let states: readonly boolean[] = closed(way, [true, ...way.map(() => false)]);
  let shortest = states.at(-1) ? 0 : -1;
  let longest = shortest;
  for (let done = 1; done <= text.length && states.some(Boolean); done++) {
    const letter = text[fromEnd ? text.length - done : done - 1] as string;
    states = closed(way, step(way, states, letter));
    if (!states.at(-1)) continue;
    if (shortest < 0) shortest = done;
    longest = done;
  }
  return { shortest, longest };
}

/** How far a pattern reaches; -1 when it does not match. */
export interface Lengths {
  readonly shortest: number;
  readonly longest: number;
}

function patternOf(marked: string): Pattern | undefined {
  const pieces: string[] = [];
  for (let at = 0; at < marked.length; at++) {
    const code = marked.charCodeAt(at);
    if (code === 0x200) continue;
    // Brackets and letters of several bytes are the locale's; a tilde would be a home directory.
    if ((code & 0xff) > 0x7f || '[\\~'.includes(marked[at] as string)) return undefined;
    const letter = String.fromCharCode(code & 0xff);
    if (code === 0x2a) pieces.push('run');
    else pieces.push(code === 0x3f ? 'any' : letter);
  }
  return pieces;
}

function step(pattern: Pattern, states: readonly boolean[], letter: string): boolean[] {
  return [false, ...pattern].map((_piece, at) => {
    const before = pattern[at - 1];
    const here = pattern[at];
    const moves = states[at - 1] === true && (before === letter || before === 'any');
    return moves || (states[at] === true && here === 'run');
  });
}

/** Goes past every run that may be empty. */
function closed(pattern: Pattern, states: readonly boolean[]): boolean[] {
  const reached = [...states];
  for (let at = 0; at < pattern.length; at++) {
    if (reached[at] && pattern[at] === 'run') reached[at + 1] = true;
  }
  return reached;
}
