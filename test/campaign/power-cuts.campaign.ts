import { expect, test } from 'vitest';
import { leaks } from '../faults/canary.ts';
import { type Edit, mutant } from '../faults/mutant.ts';
import { noTerminals } from '../faults/terminal.ts';
import { type FileSystem, noDevice } from './disk/devices.ts';
import { type Operation, operations } from './disk/operations.ts';
import { cutEverywhere } from './disk/power-cut.ts';
import { bothOf } from './disk/secrets.ts';
import { type Control, complaints, keepReport, type Part } from './report.ts';
import { partInLines } from './tally.ts';
import { noTracer } from './tracing/own-calls.ts';

const what =
  'the power goes at each changing call: what a loop device has got by then, mounted as by the next boot';
/** On a machine that has other things to do. */
const longest = 90 * 60_000;
const kinds: readonly FileSystem[] = ['ext4', 'xfs'];
const why = noTracer ?? noTerminals ?? kinds.map(noDevice).find((reason) => reason !== undefined);

const noDirectorySync: Edit = [
  'adapters/disk.ts',
  'closing(path, fd, () => fs.fsyncSync(fd));\n    },\n    remove',
  'closing(path, fd, () => undefined);\n    },\n    remove',
];
const noFileSync: Edit = [
  'adapters/disk.ts',
  'writeAll(fd, bytes);\n        fs.fsyncSync(fd);',
  'writeAll(fd, bytes);',
];
const noJournalSync: Edit = [
  'adapters/disk.ts',
  'writeOnce(fd, bytes, path);\n        fs.fsyncSync(fd);',
  'writeOnce(fd, bytes, path);',
];

async function control(
  name: string,
  edit: Edit,
  operation: Operation,
  kind: FileSystem,
): Promise<Control> {
  const built = mutant(edit);
  const wanted = { operation, kind, journalElsewhere: true, built, diskOnly: true };
  const { bad, hit } = await cutEverywhere(wanted);
  const caught = new Set(bad.map((one) => one.split(':')[0])).size;
  return { name: `${name} (${operation.name}, ${kind})`, caught, of: hit };
}

async function controls(all: readonly Operation[]): Promise<readonly Control[]> {
  const named = (name: string) => all.find((one) => one.name === name) as Operation;
  return [
    await control('no fsync of a directory', noDirectorySync, named('use paper'), 'ext4'),
    await control('no fsync of a directory', noDirectorySync, named('use paper'), 'xfs'),
    await control('no fsync of a new file', noFileSync, named('rotate'), 'xfs'),
    await control('no fsync of the journal', noJournalSync, named('use paper'), 'ext4'),
    await control('no fsync of the journal', noJournalSync, named('use paper'), 'xfs'),
  ];
}

test(
  `power cuts at every changing call ${why ?? ''}`,
  async () => {
    const since = Date.now();
    const parts: Part[] = [];
    let red: readonly Control[] = [];
    let secrets = leaks();
    // What was shown so far stands even when somebody ends it here.
    const kept = () => {
      secrets = bothOf(secrets, leaks());
      const report = {
        ...{ suite: 'power-cuts', what, parts, controls: red, secrets },
        ...{ seconds: (Date.now() - since) / 1000, ...(why && { skipped: why }) },
      };
      keepReport(report);
      return report;
    };
    const only = process.env.PINE_ENV_CAMPAIGN_ONLY ?? '';
    const all = why === undefined ? await operations() : [];
    for (const operation of all.filter(({ name }) => name.startsWith(only))) {
      for (const kind of kinds) {
        for (const journalElsewhere of [false, true]) {
          const part = await cutEverywhere({ operation, kind, journalElsewhere });
          console.log(partInLines(part));
          parts.push(part);
          kept();
        }
      }
    }
    if (why === undefined) red = await controls(all);
    console.log(JSON.stringify(red));
    expect(complaints(kept())).toEqual([]);
  },
  longest,
);
