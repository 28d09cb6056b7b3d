import type { Quoting } from './statement-at.ts';

/** How a value can be written, with what people call it. */
export const styles = {
  bare: 'without quotes',
  single: 'in single quotes',
  double: 'in double quotes',
  'double-escaped': 'in double quotes, with backslash escapes',
  'single-escaped': 'in single quotes, with backslash escapes',
  backtick: 'in backticks',
  'bare-escaped': 'without quotes, with backslash escapes',
  pieces: 'in pieces, each in the quotes it needs',
} as const;

/** A name of one of the `styles`. */
export type Style = keyof typeof styles;

/** One text that some loader may read back as the value it was made for. */
export interface Way {
  readonly style: Style;
  readonly quoting: Quoting;
  readonly text: string;
}

/** Every way to write a value, the plain ones first; no environment can hold one with a NUL. */
export function waysToWrite(value: string): readonly Way[] {
  if (value.includes('\0')) return [];
  const doubled = doubleEscapes.map((escapes) => escaped(value, escapes));
  const onOneLine = doubled.map((text) => text.replaceAll('\r', '\\r').replaceAll('\n', '\\n'));
  const ways: readonly Way[] = [
    { style: 'bare', quoting: 'bare', text: value },
    { style: 'single', quoting: 'single', text: `'${value}'` },
    { style: 'double', quoting: 'double', text: `"${value}"` },
    ...[...doubled, ...onOneLine].map(
      (text): Way => ({ style: 'double-escaped', quoting: 'double', text: `"${text}"` }),
    ),
    { style: 'single-escaped', quoting: 'single', text: `'${escaped(value, /'/g)}'` },
    { style: 'backtick', quoting: 'backtick', text: `\`${value}\`` },
    { style: 'bare-escaped', quoting: 'bare', text: escaped(value, notPlain) },
    { style: 'pieces', quoting: 'mixed', text: `'${value.replaceAll("'", otherQuotes)}'` },
  ];
  const seen = new Set<string>();
  return ways.filter(({ text }) => !seen.has(text) && seen.add(text));
}

// Before these python-dotenv, compose and the shells take a backslash away, dotenv before none.
const doubleEscapes = [/["\\]/g, /["\\$]/g, /["\\$`]/g, /(?!)/g];
// Ends the quotes, adds a single one in double quotes, and opens them again.
const otherQuotes = `'"'"'`;
const notPlain = /[^\w%+,\-./:=@^\n\u{80}-\u{10ffff}]/gu;

function escaped(value: string, escapes: RegExp): string {
  return value.replace(escapes, '\\$&');
}
