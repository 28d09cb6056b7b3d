import type fc from 'fast-check';
import type { Case, Texts } from './a-case.ts';
import { argvArea } from './argv-area.ts';
import { envFileArea } from './env-file-area.ts';
import { environmentArea } from './environment-area.ts';
import { journalArea } from './journal-area.ts';
import { terminalArea } from './terminal-area.ts';
import { unitArea } from './unit-area.ts';
import { yamlArea } from './yaml-area.ts';

/** What is fuzzed. */
export const areaNames = [
  ...(['argv', 'profiles', 'registry', 'env files', 'journal'] as const),
  ...(['terminal', 'environment', 'units'] as const),
];
export type AreaName = (typeof areaNames)[number];

/** What is fuzzed, by name, over the texts of a root. */
export function areasOver(texts: Texts) {
  return {
    argv: argvArea(texts),
    profiles: yamlArea(texts, 'profile'),
    registry: yamlArea(texts, 'registry'),
    'env files': envFileArea(texts),
    journal: journalArea(texts),
    terminal: terminalArea,
    environment: environmentArea(texts),
    units: unitArea,
  } satisfies Readonly<Record<AreaName, fc.Arbitrary<Case>>>;
}
