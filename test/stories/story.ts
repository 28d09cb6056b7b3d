/** One command of a story and what must come of it. */
export interface Scene {
  readonly line: number;
  readonly command: string;
  readonly exit: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly json: readonly (readonly [path: string, value: string])[];
  readonly disk: readonly string[];
}

/** A story as it stands in its file; the format is in README.md. */
export interface Story {
  readonly title: string;
  readonly needs: string | undefined;
  readonly scenes: readonly Scene[];
}

type Draft = { -readonly [K in keyof Scene]: Scene[K] };

/** Reads a story; throws for a line that is none, with its number. */
export function readStory(text: string): Story {
  const scenes: Draft[] = [];
  const lines = text.split('\n');
  let needs: string | undefined;
  lines.forEach((line, at) => {
    if (line === '' || line.startsWith('#')) return;
    if (line.startsWith('needs: ')) needs = line.slice('needs: '.length);
    else if (line.startsWith('$ ')) scenes.push(begun(at + 1, line.slice(2)));
    else added(scenes.at(-1) ?? strange(at, line), at, line);
  });
  return { title: (lines[0] ?? '').replace(/^# */, ''), needs, scenes };
}

function begun(line: number, command: string): Draft {
  return { line, command, exit: 0, out: [], err: [], json: [], disk: [] };
}

function added(scene: Draft, at: number, line: string): void {
  const [, sign, rest = ''] = /^(\||!|exit|json:|disk:| {2})(?: (.*))?$/.exec(line) ?? [];
  if (sign === '|') scene.out = [...scene.out, rest];
  else if (sign === '!') scene.err = [...scene.err, rest];
  else if (sign === 'exit') scene.exit = Number(rest);
  else if (sign === 'disk:') scene.disk = [...scene.disk, rest];
  else if (sign === 'json:') scene.json = [...scene.json, halves(at, rest)];
  else if (line.startsWith('  ')) scene.command += `\n${line}`;
  else strange(at, line);
}

function halves(at: number, text: string): readonly [string, string] {
  const middle = text.indexOf(' = ');
  return middle < 0 ? strange(at, text) : [text.slice(0, middle), text.slice(middle + 3)];
}

function strange(at: number, line: string): never {
  throw new Error(`line ${at + 1} is no line of a story: ${line}`);
}

const patterns: Readonly<Record<string, string>> = {
  '{date}': String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z`,
  '{day}': String.raw`\d{4}-\d\d-\d\d`,
  '{hash}': '[0-9a-f]{64}',
  '{short}': '[0-9a-f]{8}',
  '{any}': '.*',
};

/** What differs between the lines that came and those that were expected; undefined when nothing does. */
export function difference(
  came: readonly string[],
  expected: readonly string[],
): string | undefined {
  const whole = expected.map((line) => (line === '...' ? '(?:[^\n]*\n)*?' : `${pattern(line)}\n`));
  const fits = new RegExp(`^${whole.join('')}$`).test(came.map((line) => `${line}\n`).join(''));
  return fits
    ? undefined
    : [...came.map((line) => `  ${line}`), 'but expected', ...expected].join('\n');
}

function pattern(line: string): string {
  return line
    .split(/(\{[a-z]+\})/)
    .map((part) => patterns[part] ?? part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('');
}
