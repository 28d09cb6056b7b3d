// npm run bench [-- --json] [-- --runs N]: what commands cost, whole processes, beside `node -e 0`;
// what status costs beside forty running units; then how fast the loader models read files of 10 MB, and how their time grows from 2.5 MB on.
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { measureLoaders } from './loaders.mjs';
import { measure } from './measure.mjs';
import { makeRoot } from './roots.mjs';
import { measureUnits } from './units.mjs';

const checkout = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '21' },
    program: { type: 'string', default: join(checkout, 'dist/pine-env.cjs') },
  },
});
const runs = Number(values.runs);
const asked =
  'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); __pine_complete; [[ -n ${COMPREPLY[*]} ]]';
const room = freshRoom();
try {
  const results = [
    ...compare('2 profiles', makeRoot(values.program, join(room, 'two'), {}), runs),
    ...[10, 100, 1000].flatMap((profiles) => grown({ profiles })),
    ...[10, 100, 1000].flatMap((keys) => grown({ keys })),
    ...(await measureUnits(checkout, room, values.program, makeRoot, Math.ceil(runs / 3))),
    ...inLargeRegistry(10_000),
  ];
  if (!values.json) print(results.map(commandRow));
  const loaders = await measureLoaders(checkout, room);
  const all = { runs, node: process.version, results, loaders };
  if (values.json) console.log(JSON.stringify(all, null, 2));
  else print(loaders.map(loaderRow));
} finally {
  rmSync(room, { recursive: true, force: true });
}

function grown(size) {
  const [[what, count]] = Object.entries(size);
  const root = makeRoot(values.program, join(room, `${what}-${count}`), size);
  return compare(`${count} ${what}`, root, Math.ceil(runs / 3));
}

/** Looking up is all that one does with so many. */
function inLargeRegistry(keys) {
  const root = makeRoot(values.program, join(room, `keys-${keys}`), { keys });
  const bare = { name: 'node -e 0', cwd: root, args: ['-e', '0'] };
  return rowsOf(`${keys} keys`, [bare, ...lookUps(root)], Math.ceil(runs / 3));
}

function compare(size, root, rounds) {
  const verb = (name, ...args) => ({
    name: [name, ...args].join(' '),
    cwd: root,
    args: [values.program, name, ...args, '--root', root],
  });
  const contenders = [
    { name: 'node -e 0', cwd: root, args: ['-e', '0'] },
    { ...verb('status'), before: () => linkTo(root, 'paper'), codes: [0, 1] },
    {
      ...verb('use', 'paper'),
      before: () => linkTo(root, 'live'),
      after: () => mustBe(root, 'paper'),
    },
    gate(root),
    gate(root, '--', '/usr/bin/env', 'true'),
    ...lookUps(root),
    ...tabs(root),
    verb('completion', 'bash'),
    verb('--help'),
  ];
  function gate(at, ...behind) {
    const args = [values.program, 'gate', '--root', at, ...behind];
    const name = ['gate', ...behind].join(' ');
    return { name, cwd: at, args, env: keysOf(at, 'paper'), before: () => linkTo(at, 'paper') };
  }
  return rowsOf(size, contenders, rounds);
}

/** What is looked up in a registry: a key by its name, and whose a value is. */
function lookUps(root) {
  const value = keysOf(root, 'live').TRADERSPOST_WEBHOOK_URL;
  const keys = (name, args, more = {}) => ({
    name: `keys ${name}`,
    cwd: root,
    args: [values.program, 'keys', ...args, '--root', root],
    ...more,
  });
  return [
    keys('NAME', ['TRADERSPOST_WEBHOOK_URL']),
    keys('--find (ours)', ['--find'], { input: value }),
    keys('--find (not ours)', ['--find'], { input: value.slice(0, -1), codes: [1] }),
  ];
}

/** What a TAB costs: a bash that is started for it alone, reads the script and completes one word. */
function tabs(root) {
  const script = join(root, 'completion.bash');
  writeFileSync(script, execFileSync(process.execPath, [values.program, 'completion', 'bash']));
  const tab = (name, ...words) => ({
    name: `TAB: ${name}`,
    program: 'bash',
    cwd: root,
    args: ['--norc', '-c', asked, 'bash', script, 'pine-env', ...words],
  });
  return [
    tab('verbs', 'u'),
    tab('options', 'use', '--d'),
    tab('profiles', 'use', 'p'),
    tab('keys', 'keys', 'TRADERSPOST_W'),
  ];
}

function rowsOf(size, contenders, rounds) {
  const medians = measure(contenders, rounds);
  return contenders.map(({ name }, index) => ({
    size,
    what: name,
    ms: round(medians[index]),
    ratio: round(medians[index] / medians[0]),
  }));
}

/** Points the link by hand, as somebody with `ln -sfn` would: what `use paper` must then undo. */
function linkTo(root, profile) {
  const link = join(root, 'Deployment/env/pine-trader.env');
  symlinkSync(`pine-trader.${profile}.env`, `${link}.bench`);
  renameSync(`${link}.bench`, link);
}

/** What a worker would inherit from this profile's file. */
function keysOf(root, profile) {
  const text = readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, key, value]) => [key, value]),
  );
}

function mustBe(root, profile) {
  const target = readlinkSync(join(root, 'Deployment/env/pine-trader.env'));
  if (target !== `pine-trader.${profile}.env`) throw new Error(`not switched: ${target}`);
}

/** Below the checkout, swept like any other scratch directory; the program itself refuses the roots when a parent of it is open to others. */
function freshRoom() {
  const own = join(checkout, '.scratch');
  mkdirSync(own, { recursive: true, mode: 0o700 });
  return mkdtempSync(join(own, `pine-env-test-${process.pid}-`));
}

function round(number) {
  return Math.round(number * 100) / 100;
}

function commandRow({ size, what, ms, ratio }) {
  if (ms === undefined) return [size, what, '', ''];
  return [size, what, `${ms.toFixed(1)} ms`, `${ratio.toFixed(2)}x`];
}

function loaderRow({ loader, file, kind, ms, mbPerSecond, growth }) {
  const speed = `${mbPerSecond.toFixed(1)} MB/s`;
  return [
    loader,
    `${file} (${kind})`,
    speed,
    `${ms.join(' ')} ms`,
    `x4 takes x${growth.toFixed(1)}`,
  ];
}

/** Columns: the first two flush left, numbers flush right. */
function print(rows) {
  const width = (column) => Math.max(...rows.map((row) => row[column].length));
  const cell = (text, column) =>
    column < 2 ? text.padEnd(width(column)) : text.padStart(width(column));
  for (const row of rows) console.log(row.map(cell).join('  '));
}
