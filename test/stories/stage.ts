import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { guard } from '../faults/canary.ts';
import { imprint } from '../faults/judge.ts';
import { bareEnvironment, commandOf, type Ran, start } from '../faults/program.ts';
import { scratchOutside } from '../scratch.ts';
import { difference, type Scene, type Story } from './story.ts';

const checkout = resolve(import.meta.dirname, '../..');

interface Stage {
  readonly home: string;
  readonly root: string;
}

/** Plays a story in a fresh home; answers what went otherwise, each with its line. */
export async function play({ scenes }: Story): Promise<readonly string[]> {
  const stage = furnished();
  const faults: string[] = [];
  for (const scene of scenes) {
    for (const fault of await playScene(stage, scene)) {
      faults.push(`line ${scene.line}: ${scene.command}\n${fault}`);
    }
  }
  return faults;
}

function furnished(): Stage {
  const home = scratchOutside();
  mkdirSync(join(home, 'bin'));
  const starter = join(home, 'bin/pine-env');
  writeFileSync(starter, `#!/bin/sh\nexec ${commandOf([]).join(' ')} "$@"\n`);
  chmodSync(starter, 0o755);
  return { home, root: join(home, 'root') };
}

async function playScene(stage: Stage, scene: Scene): Promise<readonly string[]> {
  const before = existsSync(stage.root) ? imprint(stage.root) : '';
  const ran = await start(['/bin/sh', '-c', filled(stage, scene.command)], {
    env: { PATH: `${stage.home}/bin:${bareEnvironment.PATH}`, HOME: stage.home },
  });
  if (existsSync(join(stage.root, 'Deployment/env'))) guard(stage.root);
  const expected = (lines: readonly string[]) => lines.map((line) => filled(stage, line));
  const isJson = /--json\b/.test(scene.command);
  return [
    ran.code === scene.exit ? undefined : `exit ${ran.code}, not ${scene.exit}:\n${ran.err}`,
    isJson ? undefined : difference(linesOf(ran.out), expected(scene.out)),
    difference(linesOf(ran.err), expected(scene.err)),
    ...(isJson ? jsonFaults(stage, scene, ran) : manners(stage, ran)),
    ...scene.disk.map((fact) => diskFault(stage, fact, before)),
  ].filter((fault) => fault !== undefined);
}

function filled({ home, root }: Stage, text: string): string {
  const version = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).version;
  const words = { home, root, checkout, version, host: hostname(), user: userInfo().username };
  const named = text.replace(/\{value (\w+) (\w+)\}/g, (_all, profile, key) => {
    const env = readFileSync(join(root, `Deployment/env/pine-trader.${profile}.env`), 'utf8');
    return new RegExp(`^${key}=(.*)$`, 'm').exec(env)?.[1] ?? '';
  });
  return Object.entries(words).reduce((all, [word, is]) => all.replaceAll(`{${word}}`, is), named);
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** A command to be copied, a row of `history`, the head of a finding, a note in one line. */
const unbroken = /^ +-> |^ *\d+ {2}\d{4}-|^(?:pine-env: )?(?:error|warning|info) /;

/** What holds for everything the program says to people. */
function manners({ home }: Stage, { out, err }: Ran): readonly (string | undefined)[] {
  const said = linesOf(`${out}${err}`);
  const width = (line: string) => line.replaceAll(home, '~').replace(/[0-9a-f]{64}/, '#').length;
  const wide = said.filter((line) => width(line) > 80 && !unbroken.test(line));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const control = said.filter((line) => /[\u0000-\u001f\u007f-\u009f]/.test(line));
  return [
    ...wide.map((line) => `wider than 80 columns: ${line}`),
    ...control.map((line) => `control characters: ${JSON.stringify(line)}`),
  ];
}

function jsonFaults(stage: Stage, { json }: Scene, { out, code }: Ran) {
  const report = parsed(out);
  if (report === undefined) return [`not one JSON document: ${out}`];
  const at = (path: string) =>
    path.split('.').reduce<unknown>((value, key) => (value as never)?.[key], report);
  const shape = {
    schema: /^pine-env\/[a-z-]+@1$/.test(String(at('schema'))),
    exit: at('exit') === code,
    outcome: ['done', 'not-done', 'undone', 'unknown'].includes(String(at('outcome'))),
    findings: Array.isArray(at('findings')),
    root: at('root') === null || typeof at('root') === 'string',
    error:
      code === undefined || at('error') === undefined || typeof at('error.remedy') === 'string',
  };
  return [
    ...Object.entries(shape).map(([field, good]) => (good ? undefined : `bad ${field}: ${out}`)),
    ...json.map(([path, value]) => {
      const have = JSON.stringify(at(path)) ?? 'nothing';
      return difference([have], [filled(stage, value)]) && `${path} is ${have}, not ${value}`;
    }),
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function diskFault({ root }: Stage, fact: string, before: string): string | undefined {
  if (fact === 'same') return imprint(root) === before ? undefined : 'something was written';
  const [, absent, path = '', arrow, rest = ''] = /^(no )?(\S+)(?: (-> )?(.*))?$/.exec(fact) ?? [];
  const full = join(root, path);
  const facts = lstatSync(full, { throwIfNoEntry: false });
  if (absent !== undefined) return facts === undefined ? undefined : `${path} is there`;
  if (facts === undefined) return `${path} is not there`;
  const have = arrow === undefined ? `0${(facts.mode & 0o7777).toString(8)}` : readlinkSync(full);
  return rest === '' || have === rest ? undefined : `${path} is ${have}, not ${rest}`;
}
