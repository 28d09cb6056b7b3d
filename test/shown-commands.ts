/** What a page tells its reader to type, and what it says comes back. */
export interface Shown {
  readonly command: string;
  readonly output: string;
  /** From a line `# exit N`; 0 when there is none. */
  readonly code: number;
}

interface Fence {
  readonly language: string;
  readonly text: string;
}

function fencesOf(page: string): readonly Fence[] {
  const found = page.matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms);
  return [...found].map(([, indent = '', language = '', text = '']) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** Everything in the page's `console` blocks, in order: `$ command`, its output, `# exit N`. */
export function shownIn(page: string): readonly Shown[] {
  const blocks = fencesOf(page).filter(({ language }) => language === 'console');
  return blocks.flatMap(({ text }) => text.split(/^\$ /m).slice(1)).map(shownFrom);
}

function shownFrom(part: string): Shown {
  const [command = '', ...rest] = part.split('\n');
  const output = rest.filter((line) => !/^# exit \d+$/.test(line)).join('\n');
  return { command, output, code: Number(/^# exit (\d+)$/m.exec(part)?.[1] ?? 0) };
}

/** Every `pine-env …` a reader may type, word by word: in code blocks, and in code within the text. */
export function typedIn(page: string): readonly (readonly string[])[] {
  const blocks = fencesOf(page).filter(
    ({ language }) => language === 'sh' || language === 'console',
  );
  const prose = page.replaceAll(/^ *```.*?^ *```$/gms, '').matchAll(/`([^`\n]+)`/g);
  const lines = [
    ...blocks.flatMap(({ text }) => text.split('\n')),
    ...[...prose].map(([, c]) => c ?? ''),
  ];
  return lines.flatMap((line) => {
    const found = /^(?:\$ )?(?:sudo )?pine-env(?= [-\w])(?<words>[^|;>#]*)/.exec(line);
    return found?.groups === undefined ? [] : [wordsOf(found.groups.words ?? '')];
  });
}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** The rows of the table with these heads, cell by cell. */
export function tableUnder(page: string, heads: readonly string[]): readonly (readonly string[])[] {
  const lines = page.split('\n').map(cellsOf);
  const start = lines.findIndex((cells) => cells.join('|') === heads.join('|'));
  if (start < 0) throw new Error(`no table: ${heads.join(' | ')}`);
  const rows = lines.slice(start + 2);
  return rows.slice(
    0,
    rows.findIndex((cells) => cells.length === 0),
  );
}

function cellsOf(line: string): readonly string[] {
  if (!line.startsWith('|')) return [];
  const cells = line.split('|').slice(1, -1);
  return cells.map((cell) => cell.trim());
}
