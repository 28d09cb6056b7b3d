type Feature = (line: string, value: string) => string | undefined;

/** What a loader does with one thing that stands in a line, told without the text; undefined where it does not stand. */
const features: readonly Feature[] = [
  (line, value) => {
    const at = line.indexOf('=');
    if (at < 0 || !line.includes('#', at)) return undefined;
    return value.includes('#') ? 'keeps everything from the # on' : 'drops from the # on';
  },
  (line, value) => {
    const quote = /=[ \t]*(["'`])/.exec(line)?.[1];
    if (quote === undefined) return undefined;
    return value.startsWith(quote) ? 'keeps the quotes' : 'takes the quotes off';
  },
  (line, value) => {
    if (!line.endsWith('\r')) return undefined;
    return value.endsWith('\r') ? 'keeps the carriage return' : 'drops the carriage return';
  },
  (line, value) => {
    const part = /\$(?:\w|\{[^}]*\}?|.)/.exec(line)?.[0];
    if (part === undefined) return undefined;
    return value.includes(part) ? 'keeps the $ as it is' : 'replaces what begins with $';
  },
  (line, value) => {
    if (!line.includes('\\')) return undefined;
    return value.includes('\\') ? 'keeps the backslash' : 'takes the backslash away';
  },
  (line, value) => {
    if (!/[ \t]\r?$/.test(line)) return undefined;
    return /[ \t]$/.test(value) ? 'keeps the blank at the end' : 'cuts the blank at the end';
  },
  (line, value) => {
    if (!/=[ \t]/.test(line)) return undefined;
    return /^[ \t]/.test(value) ? 'keeps the blank after =' : 'cuts the blank after =';
  },
  (_line, value) => (value.includes('\n') ? 'takes in a line after it' : 'stays on its line'),
  (_line, value) => (value === '' ? 'reads it as empty' : 'reads a value'),
];

/**
 * How values that were read from one line differ, one phrase a value; where no known feature of
 * the line tells them apart, `reads another value`. Nothing of the text is in a phrase.
 */
export function differences(line: string, values: readonly string[]): readonly string[] {
  const told = features
    .map((feature) => values.map((value) => feature(line, value)))
    .filter((phrases) => new Set(phrases).size > 1);
  return values.map((_, at) => {
    const phrases = told.flatMap((column) => column[at] ?? []);
    return phrases.length === 0 ? 'reads another value' : phrases.join(', ');
  });
}
