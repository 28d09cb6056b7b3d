import { runbookTitle } from '../domain/runbook/runbook.ts';
import { type Block, type Cell, codesIn, type Section } from '../domain/runbook/section.ts';
import { runbookScript, runbookStyle } from './runbook-look.ts';
import { plain } from './speech.ts';

/** The lines of the page as one HTML file that needs nothing else, and may load nothing else. */
export function runbookHtml(sections: readonly Section[]): readonly string[] {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">",
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<!-- Rendered by pine-env keys --runbook from profiles/. Edit those, then render it again. -->',
    `<title>${runbookTitle}</title>`,
    ...['<style>', ...runbookStyle, '</style>'],
    `<h1>${runbookTitle}</h1>`,
    '<p class="search"><label>Search <input type="search" id="search" autofocus placeholder="a key, an environment, a fingerprint, a unit"></label> <output id="count"></output></p>',
    ...sections.flatMap(sectionLines),
    ...['<script>', ...runbookScript, '</script>'],
    '</html>',
  ];
}

function sectionLines({ title, isKey, blocks }: Section): readonly string[] {
  const id = title.replace(/[^A-Za-z0-9]+/g, '-');
  const head = isKey ? `<h3><code>${escaped(title)}</code></h3>` : `<h2>${escaped(title)}</h2>`;
  return [`<section id="${id}">`, head, ...blocks.flatMap(linesOf), '</section>'];
}

function linesOf(block: Block): readonly string[] {
  if (block.kind === 'text') return [`<p>${escaped(block.text)}</p>`];
  if (block.kind === 'commands') {
    const rows = block.lines.map(({ line, about }) => [{ code: line }, about]);
    return tableLines([], rows);
  }
  if (block.kind === 'table') return tableLines(block.heads, block.rows);
  return ['<ol>', ...block.steps.map(({ say, command }) => stepLine(say, command)), '</ol>'];
}

function stepLine(say: string, command: string | null): string {
  const run = command === null ? '' : `: <code>${escaped(command)}</code>`;
  return `<li>${escaped(say)}${run}</li>`;
}

function tableLines(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
): readonly string[] {
  const named = heads.some((head) => head !== '');
  return [
    '<table>',
    ...(named ? [`<thead>${rowText('th', heads)}</thead>`] : []),
    '<tbody>',
    ...rows.map((cells) => rowText('td', cells)),
    '</tbody>',
    '</table>',
  ];
}

function rowText(tag: 'td' | 'th', cells: readonly Cell[]): string {
  return `<tr>${cells.map((cell) => `<${tag}>${cellText(cell)}</${tag}>`).join('')}</tr>`;
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return isDate(cell) ? `<time>${cell}</time>` : escaped(cell);
  return codesIn(cell)
    .map((word) => `<code>${escaped(word)}</code>`)
    .join(' ');
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return plain(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
