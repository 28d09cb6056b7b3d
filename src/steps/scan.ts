import { baselineFile, useBaseline } from '../domain/leaks/baseline.ts';
import { type Judged, judgedHit } from '../domain/leaks/judge-hits.ts';
import { pathRulesFile } from '../domain/leaks/path-rules.ts';
import type { Salts } from '../domain/leaks/prints.ts';
import {
  type Output,
  type ScanReport,
  type SourceName,
  scanReport,
} from '../domain/leaks/scan-report.ts';
import { nameShower } from '../domain/leaks/shown-name.ts';
import { absolutePath, pathBelow } from '../domain/leaks/tree-path.ts';
import type { Host, Piece, ScanSource } from '../ports.ts';
import { collector } from './collect-hits.ts';
import { lookForKnown, type Ours } from './look-for-known.ts';
import { ownFiles } from './own-files.ts';
import { type Places, placesOf } from './place-hits.ts';
import { type AllowanceFiles, readAllowances } from './read-allowances.ts';
import { factsOfScan } from './scan-facts.ts';
import { type Scanned, scanLeaks } from './scan-leaks.ts';
import { ruleNames, type ScanParts, scanDepth } from './scan-parts.ts';
import { hexOf } from './state-birth.ts';
import { writeBaseline } from './write-baseline.ts';

/** What somebody asked to have scanned, and how. */
export interface ScanRequest {
  readonly name: SourceName;
  readonly source: ScanSource;
  /** `--root`. */
  readonly root: string | undefined;
  /** The top of the tree whose path rules and baseline hold; undefined where there is no tree. */
  readonly top: string | undefined;
  /** True where that is a repository: then places are named from there, as git does. */
  readonly isRepository: boolean;
  /** `--baseline`, absolute. */
  readonly baseline: string | undefined;
  readonly writesBaseline: boolean;
  readonly output: Output;
}

/** Everything that a report is made from. */
export interface Look {
  readonly request: ScanRequest;
  readonly parts: ScanParts;
  readonly ours: Ours;
  readonly files: AllowanceFiles;
  readonly scanned: Scanned;
  readonly places: Places;
  readonly judged: readonly Judged[];
  readonly stale: ReturnType<ReturnType<typeof useBaseline>['stale']>;
  /** Path rules and baselines among what was scanned. */
  readonly touched: readonly string[];
  readonly shown: (name: string) => string;
  readonly unattended: boolean;
}

/** Scans what was asked for, and judges what was found; changes nothing but a baseline that was asked for. */
export async function scan(
  host: Host,
  parts: ScanParts,
  request: ScanRequest,
): Promise<ScanReport> {
  const ours = await lookForKnown(host, request.root);
  const known = ruleNames(parts.rules);
  const files = await readAllowances(host, request.top, request.baseline, known);
  const salts = saltsFor(host, ours, files);
  const scanner = parts.scannerFor({
    rules: parts.rules,
    known: ours.here.known,
    depth: scanDepth,
    work: parts.work,
  });
  const touched = new Set<string>();
  const scanned = await scanLeaks(
    {
      sources: parts.sources,
      scanner,
      collector: collector(salts, ours.here.registry),
      progress: await host.progress(),
      clock: host.clock,
      calls: request.source.kind === 'staged' ? asFile : (piece) => piece,
      leaveOut: await leftOutFor(host, ours, request),
      passed: (piece) => noteAllowances(piece, files, touched),
    },
    request.source,
  );
  const places = await placesOf(host, parts.sources, request, scanned.hits);
  const baseline = useBaseline(files.baseline?.entries ?? []);
  const allowances = { pathRules: files.pathRules, baseline };
  const judged = scanned.hits.map((hit) => judgedHit(hit, places.pathOf(hit.piece), allowances));
  const look: Look = {
    ...{ request, parts, ours, files, scanned, places, judged },
    stale: baseline.stale(),
    touched: [...touched].sort(),
    shown: shownNames(host, request, nameShower(scanner)),
    unattended: host.machine.automation !== undefined,
  };
  const written = request.writesBaseline ? writeBaseline(host, look, salts.baseline) : undefined;
  return scanReport(factsOfScan(look, written));
}

function saltsFor(host: Host, { here }: Ours, { baseline }: AllowanceFiles): Salts {
  const own = baseline?.salt ?? hexOf(host.random.bytes(32));
  return { shown: here.known.salt ?? own, baseline: own };
}

/** Only a walk comes upon the root's own files by itself. */
async function leftOutFor(
  host: Host,
  { root }: Ours,
  { source }: ScanRequest,
): Promise<(piece: Piece) => string | undefined> {
  if (source.kind !== 'paths') return () => undefined;
  const named = source.paths.map((path) => absolutePath(host.machine.workingDirectory, path));
  return ownFiles(host, root, named);
}

/** What lies in the index is a file that is to be committed, and no history yet. */
function asFile({ kind, name }: Piece): Piece {
  return { kind: kind === 'object' ? 'file' : kind, name };
}

const allowanceFiles = [pathRulesFile, baselineFile] as const;

/** Path rules and baselines among the pieces; an object of a repository is known by its content alone. */
function noteAllowances(piece: Piece, { blobs }: AllowanceFiles, touched: Set<string>): void {
  const { object, name } = piece;
  const byContent = object === undefined ? undefined : blobs.get(object);
  if (byContent !== undefined) touched.add(byContent);
  for (const file of allowanceFiles) {
    if (name.endsWith(file) && (name === file || name.endsWith(`/${file}`))) touched.add(file);
  }
}

/** From the top of a repository, else from where we are, else whole; and never a leak in a name. */
function shownNames(
  { machine }: Host,
  { top, isRepository }: ScanRequest,
  shown: (name: string) => string,
): (name: string) => string {
  const bases = [...(isRepository && top !== undefined ? [top] : []), machine.workingDirectory];
  return (name) => {
    const below = bases.flatMap((base) => pathBelow(base, name) || []);
    return shown(below[0] ?? name);
  };
}
