import { aWorld, type Setup } from '../a-world.ts';

/** A World in which one judgement finds exactly this. */
export interface Case {
  readonly rule: string;
  readonly about: string;
  readonly profile: 'paper' | 'live';
  readonly world: ReturnType<typeof aWorld>;
  /** Each as `severity where`; none: the judgement is quiet. */
  readonly finds: readonly string[];
}

export const env = 'Deployment/env';
export const paperPath = `${env}/pine-trader.paper.env`;
export const livePath = `${env}/pine-trader.live.env`;

type Row = readonly [about: string, setup: Setup, finds?: string | readonly string[]];

/** The cases of one rule, seen from the paper profile; a row without `finds` is quiet. */
export function onPaper(rule: string, ...rows: readonly Row[]): readonly Case[] {
  return rows.map((row) => caseOf(rule, 'paper', row));
}

/** The same from the live profile. */
export function onLive(rule: string, ...rows: readonly Row[]): readonly Case[] {
  return rows.map((row) => caseOf(rule, 'live', row));
}

function caseOf(rule: string, profile: Case['profile'], [about, setup, finds = []]: Row): Case {
  return { rule, about, profile, world: aWorld(setup), finds: [finds].flat() };
}
