import type fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRuntimeConfig } from '../../src/domain/worker/read-runtime-config.ts';
import { handPicked } from './hand-picked-yaml.ts';
import { mutated } from './mutations.ts';
import { nastyJson } from './nasty-json.ts';
import { yamlScalar, yamlSoup } from './nasty-yaml.ts';
import { personalYaml } from './personal-yaml.ts';
import { askPython, caseCount, cases, noPython, type Said, shortest } from './python-worker.ts';
import { inOrder, told } from './told-value.ts';
import { writtenYaml } from './written-yaml.ts';

const kinds: readonly (readonly [
  what: string,
  texts: fc.Arbitrary<string>,
  mostUnclear: number,
])[] = [
  ['configs as people write them', personalYaml, 0],
  ['such configs with small changes', mutated(personalYaml), 0.002],
  ['YAML scalars of all forms', yamlScalar, 0.01],
  ['YAML put together by the rules', writtenYaml, 0.02],
  ['such YAML with small changes', mutated(writtenYaml), 0.02],
  ['YAML soup', yamlSoup, 0.02],
  ['JSON', nastyJson, 0.01],
  ['JSON with small changes', mutated(nastyJson), 0.01],
];

interface Compared {
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly said: Said;
}

function asked(texts: readonly string[]): readonly Compared[] {
  const all = texts.map((text) => ({ text, bytes: new TextEncoder().encode(text) }));
  const said = askPython(
    all.map(({ bytes }) => ({ ask: 'config', data: Buffer.from(bytes).toString('base64') })),
  );
  return all.map((one, index) => ({ ...one, said: said[index] as Said }));
}

/** Undefined when the model says the same; `unclear` when it says that it does not know. */
function difference({ text, bytes, said }: Compared): unknown {
  const reading = readRuntimeConfig(bytes);
  if (reading.kind === 'unclear') return undefined;
  const ours = reading.kind === 'read' ? [reading.format, told(reading.value)] : ['raises'];
  const theirs = said.raises === undefined ? [said.format, inOrder(said.value)] : ['raises'];
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return undefined;
  return {
    text,
    ours: reading.kind === 'unusable' ? reading.rule : ours,
    theirs: said.raises ?? theirs,
  };
}

function isUnclear({ bytes }: Compared): boolean {
  const reading = readRuntimeConfig(bytes);
  return reading.kind === 'unclear' || /"unclear"/.test(JSON.stringify(reading, plain));
}

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? 'integer' : value;
}

describe.skipIf(noPython)(`what Python reads (${noPython ?? 'asked'})`, () => {
  it('of documents picked by hand is what the model reads, and never unclear', () => {
    const all = asked(handPicked);
    expect(all.filter(isUnclear).map(({ text }) => text)).toEqual([]);
    expect(all.flatMap((one) => difference(one) ?? [])).toEqual([]);
  });

  it.each(kinds)('of %s is what the model reads', { timeout: 300_000 }, (what, texts, most) => {
    const all = asked(cases(what, texts, Math.ceil(caseCount / 5)));
    const unclear = all.filter(isUnclear);
    const read = all.filter(({ said }) => said.raises === undefined).length;
    console.info(`${what}: ${read} read by Python, ${unclear.length} unclear to the model`);
    expect(
      shortest(all.filter((one) => !isUnclear(one)).flatMap((one) => difference(one) ?? [])),
    ).toEqual([]);
    expect(unclear.length / all.length).toBeLessThanOrEqual(most);
  });
});
