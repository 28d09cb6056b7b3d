import { describe, expect, it } from 'vitest';
import { loaders } from '../../../src/domain/loaders/index.ts';
import { asObserved, examples, observed, unpredicted, without } from './examples.ts';
import { unlike } from './examples-unlike.ts';

/** What the examples started every loader with. */
const outside = new Map([
  ['PATH', '/usr/bin:/bin'],
  ['HOME', '/home/pine'],
  ['PINE_OUTER', 'outer'],
]);

/** The names of the examples' loaders that each model stands for, with its version. */
const stoodFor: Readonly<Record<string, readonly (readonly [string, string?])[]>> = {
  systemd: [['systemd', '252']],
  dotenv: [['dotenv_js'], ['dotenv_js16'], ['dotenv_js_fast']],
  bash: [['bash']],
  sh: [['dash']],
  'python-dotenv': [
    ['python_dotenv', '0.21'],
    ['python_dotenv_latest', '1.2'],
  ],
  docker: [['docker']],
  compose: [['compose']],
  xargs: [['xargs_export']],
  node: [['node_env_file', '20']],
};

/** Observed, and not modelled: variants of modelled loaders, and programs nobody declares. */
const notModelled = [
  'systemd_optional',
  'python_dotenv_nointerp',
  'python_dotenv_latest_nointerp',
  'xargs_export_dash',
  'godotenv',
  'ruby_dotenv',
  'direnv',
  'dotenvx',
];

const cases = Object.values(loaders).flatMap((loader) =>
  (stoodFor[loader.name] ?? []).map(([theirs, version]) => ({ loader, theirs, version })),
);

describe.each(cases)('the model of $theirs', ({ loader, theirs, version }) => {
  it.each(examples)('takes from $id what the real program was seen to take', (example) => {
    const expected = example.expect[theirs];
    if (expected === undefined) throw new Error(`${theirs} was not observed`);
    const reading = loader.read(example.bytes, { outside, ...(version && { version }) });
    const { reads, unsure, why } = unlike[`${theirs} ${example.id}`] ?? {};
    // A key that no model could know counts as equal when the model says that it does not.
    const unknown = unpredicted(reading);
    expect(unknown, why).toEqual(unsure ?? example.nondet[theirs] ?? []);
    expect(without(asObserved(reading), unknown), why).toEqual(
      reads ?? without(observed(expected), unknown),
    );
  });
});

describe('the examples', () => {
  it('are all there, and every loader in them is modelled or left out by name', () => {
    expect(examples).toHaveLength(68);
    const observedNames = new Set(examples.flatMap(({ expect: seen }) => Object.keys(seen)));
    const known = [...Object.values(stoodFor).flatMap((pairs) => pairs.map(([name]) => name))];
    expect([...observedNames].sort()).toEqual([...known, ...notModelled].sort());
  });
});
