// An encoded delimiter must not end a password where a real one would, so it becomes a mark of its own.
const markBase = 0xe000;
const delimiters = /[\s"'#?<>`]/;

/** The characters that stand for encoded delimiters in `plainText`, as a piece of a character class. */
export const marks = '\\uE000-\\uE07F';

/** Text as a URL parser would see it: escapes of ASCII undone, runs of (escaped) slashes made one. */
export function plainText(value: string): string {
  let text = value.replace(/\\u00([0-7][0-9a-f])/gi, decoded).replace(/\\[nrt]/g, '\n');
  // Three rounds undo a URL inside a URL inside a URL; a fixed number keeps hostile text linear.
  for (let round = 0; round < 3; round++) text = text.replace(/%([0-7][0-9a-f])/gi, decoded);
  return text.replace(/[\\/]+/g, oneSlash).replace(/\/\.(?=\/)/g, '');
}

function decoded(_escape: string, hex: string): string {
  const code = Number.parseInt(hex, 16);
  const character = String.fromCharCode(code);
  const kept = code > 0x1f && code < 0x7f && !delimiters.test(character);
  return kept ? character : String.fromCharCode(markBase + code);
}

function oneSlash(run: string): string {
  return run.includes('/') ? '/' : run;
}

/** The trimmed value as the only core, or none when it is blank. */
export function wholeValue(value: string): readonly string[] {
  const trimmed = value.trim();
  return trimmed === '' ? [] : [trimmed];
}

/** The longest run of letters, digits, `_` and `-`: what can be random in a text of unknown shape. */
export function longestRun(text: string): string {
  const runs = text.match(/[\w-]+/g) ?? [];
  return runs.reduce((longest, run) => (run.length > longest.length ? run : longest), '');
}
