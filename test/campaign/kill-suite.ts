import { leaks } from '../faults/canary.ts';
import { noTerminals } from '../faults/terminal.ts';
import { type Careless, control } from './kill-controls.ts';
import { type Killed, killEverywhere, type Order } from './kill-everywhere.ts';
import type { Rehearsed } from './kill-operation.ts';
import { type Control, keepReport, type Part, type SuiteReport } from './report.ts';
import { partInLines } from './tally.ts';
import { noKillAt } from './tracing/kill-at.ts';

/** Why none of the kills can be done here; undefined when they can. */
export const noKills = noKillAt ?? noTerminals;

/** Collects what a suite shows, and says it as it goes. */
export interface Suite {
  kill(rehearsed: Rehearsed, order: Order): Promise<void>;
  control(careless: Careless, rehearsals: readonly Rehearsed[]): Promise<void>;
  report(): SuiteReport;
}

/** A suite of kills in this mode; its report is kept as it grows, since a night's run may be cut short, too. */
export function killSuite(suite: string, mode: 'process' | 'group', what: string): Suite {
  const began = performance.now();
  const parts: Part[] = [];
  const controls: Control[] = [];
  const secrets = { texts: 0, characters: 0, found: [] as string[] };
  const look = () => {
    const { searched, found } = leaks();
    const [characters = 0, texts = 0] = searched.match(/\d+/g)?.map(Number) ?? [];
    secrets.characters += characters;
    secrets.texts += texts;
    secrets.found.push(...found);
  };
  const report = (): SuiteReport => ({
    ...{ suite, what, parts, controls, seconds: (performance.now() - began) / 1000 },
    secrets: {
      searched: `${secrets.characters} characters in ${secrets.texts} texts`,
      found: secrets.found,
    },
  });
  return {
    report,
    kill: async (rehearsed, order) => {
      const killed = await killEverywhere(rehearsed, order);
      parts.push(killed.part);
      look();
      keepReport(report());
      tell(killed, began);
    },
    control: async (careless, rehearsals) => {
      const seen = await control(careless, rehearsals, mode);
      controls.push(seen);
      look();
      console.log(`control: ${seen.name}: caught ${seen.caught} of ${seen.of}`);
    },
  };
}

/** The report of a suite that cannot run here. */
export function skippedSuite(suite: string, what: string): SuiteReport {
  const secrets = { searched: 'nothing', found: [] };
  return { suite, what, skipped: noKills ?? '', parts: [], controls: [], secrets, seconds: 0 };
}

function tell({ part, states }: Killed, began: number): void {
  const minutes = Math.round((performance.now() - began) / 6000) / 10;
  console.log(`${partInLines(part)}\n${states} states, at ${minutes} min`);
}
