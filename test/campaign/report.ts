import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What one suite of the campaign showed. */
export interface SuiteReport {
  /** Its file's name: `kills` of `kills.campaign.ts`. */
  readonly suite: string;
  /** One sentence: which fault, at which operations. */
  readonly what: string;
  /** Why none of it ran here; nothing else counts then. */
  readonly skipped?: string;
  /** By operation. */
  readonly parts: readonly Part[];
  readonly controls: readonly Control[];
  /** Searched for canary values: how much, and where one was found. */
  readonly secrets: { readonly searched: string; readonly found: readonly string[] };
  readonly seconds: number;
}

/** One operation under one kind of fault. */
export interface Part {
  readonly operation: string;
  readonly fault: string;
  /** Faults that were ordered, and those that are proven to have happened. */
  readonly ordered: number;
  readonly hit: number;
  /** How it came out, in a few words, and how often. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** States or answers that break a promise, each with where its fault fell. */
  readonly bad: readonly string[];
  /** Runs that took longer than 20 seconds. */
  readonly hangs: number;
  readonly slowestSeconds: number;
}

/** A program made careless on purpose. */
export interface Control {
  readonly name: string;
  /** Faults that the judge called bad, of those that hit; none means that the judge sees nothing. */
  readonly caught: number;
  readonly of: number;
}

const folder = resolve(import.meta.dirname, '../../Deployment/reports');

/** Keeps a report as JSON under `Deployment/reports`; the table beside them is made when all suites have ended. */
export function keepReport(report: SuiteReport): void {
  mkdirSync(folder, { recursive: true });
  const small = {
    ...report,
    seconds: Math.round(report.seconds),
    parts: report.parts.map((part) => ({ ...part, bad: part.bad.slice(0, 50) })),
  };
  writeFileSync(
    join(folder, `${report.suite}.json`),
    `${withoutScratch(JSON.stringify(small, null, 2))}\n`,
  );
}

/** Where on this machine it was tried is nobody's affair. */
function withoutScratch(text: string): string {
  return text.replace(/\/[^ "]*?\/pine-env-test-[^/ "]*\//g, '');
}

/** What is wrong with a suite: bad states, hangs, secrets, faults that missed, controls that stayed green. */
export function complaints({ parts, controls, secrets, skipped }: SuiteReport): readonly string[] {
  if (skipped !== undefined) return [];
  return [
    ...parts.flatMap(({ operation, fault, bad }) =>
      bad.map((one) => `${operation}, ${fault}: ${one}`),
    ),
    ...parts
      .filter(({ hangs }) => hangs > 0)
      .map(({ operation, hangs }) => `${operation}: ${hangs} hangs`),
    ...parts
      .filter(({ hit }) => hit === 0)
      .map(({ operation, fault }) => `${operation}, ${fault}: no hit`),
    ...controls
      .filter(({ caught }) => caught === 0)
      .map(({ name }) => `control stayed green: ${name}`),
    ...secrets.found.map((where) => `a secret in ${where}`),
  ];
}
