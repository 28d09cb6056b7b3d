import { plain } from './marked-text.ts';
import type { Source } from './source.ts';
import { stop } from './stops.ts';
import { literal, type Word } from './word.ts';

/** The lines behind `<<WORD` are no commands; only a plain WORD is followed. */
export function awaitHereDocument(source: Source, operator: string, word: Word): void {
  const marked = literal(word) ?? '';
  const end = plain(marked);
  if (!/^\w+$/.test(end) || source.outputs > 0) stop('unpredictable', 'too-intricate');
  source.waiting.push({ end, expands: marked === end, tabs: operator === '<<-' });
}

/** Goes past the lines of every here-document that waits for this end of line. */
export function readHereDocuments(source: Source): void {
  const { waiting } = source;
  source.waiting = [];
  for (const document of waiting) {
    for (let line = takeLine(source); line !== undefined; line = takeLine(source)) {
      const text = document.tabs ? line.replace(/^\t+/, '') : line;
      if (text === document.end) break;
      // What it expands, and where a joined line ends, we do not follow.
      if (document.expands && /[$`\\]/.test(text)) stop('unpredictable', 'too-intricate');
    }
  }
}

function takeLine(source: Source): string | undefined {
  const { text, at } = source;
  if (at >= text.length) return undefined;
  const end = text.indexOf('\n', at);
  source.at = end < 0 ? text.length : end + 1;
  return text.slice(at, end < 0 ? text.length : end);
}
