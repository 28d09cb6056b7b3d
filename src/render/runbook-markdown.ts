import { runbookTitle } from '../domain/runbook/runbook.ts';
import { type Block, type Cell, codesIn, type Section } from '../domain/runbook/section.ts';
import { plain } from './speech.ts';

/** The lines of the page in Markdown, as GitHub and editors show it. */
export function runbookMarkdown(sections: readonly Section[]): readonly string[] {
  return [
    `# ${runbookTitle}`,
    '',
    '<!-- Rendered by `pine-env keys --runbook` from profiles/. Edit those, then render it again. -->',
    ...sections.flatMap(({ title, isKey, blocks }) => [
      '',
      isKey ? `### \`${title}\`` : `## ${title}`,
      ...blocks.flatMap((block) => ['', ...linesOf(block)]),
    ]),
  ];
}

function linesOf(block: Block): readonly string[] {
  if (block.kind === 'text') return [escaped(block.text)];
  if (block.kind === 'commands') return commandLines(block.lines);
  if (block.kind === 'steps') return block.steps.flatMap(stepLines);
  return [
    row(block.heads.map(escaped)),
    row(block.heads.map(() => '---')),
    ...block.rows.map((cells) => row(cells.map(cellText))),
  ];
}

function commandLines(
  lines: Extract<Block, { readonly kind: 'commands' }>['lines'],
): readonly string[] {
  const width = Math.max(...lines.map(({ line }) => line.length));
  return [
    '```sh',
    ...lines.map(({ line, about }) => `${line.padEnd(width)}  # ${plain(about)}`),
    '```',
  ];
}

function stepLines(
  step: Extract<Block, { readonly kind: 'steps' }>['steps'][number],
  at: number,
): readonly string[] {
  const told = `${at + 1}. ${escaped(step.say)}`;
  return [step.command === null ? told : `${told}: \`${step.command}\``];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return escaped(cell);
  const code = (word: string) => plain(word).replaceAll('`', "'").replaceAll('|', '\\|');
  return codesIn(cell)
    .map((word) => `\`${code(word)}\``)
    .join(' ');
}

/** What people write is text on the page, and neither a tag nor a link. */
function escaped(text: string): string {
  const tagless = plain(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return tagless.replace(/[\\`*_[\]|#]/g, '\\$&');
}
