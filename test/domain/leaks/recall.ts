import type { CorpusFile, Plant } from './corpus/corpus.ts';

/** As much of a leak as the tables need. */
export interface FoundLeak {
  readonly rule: string;
  readonly offset: number;
}

/** How many there were, how many were found, and how many of them by the rule of their own name. */
export interface Row {
  readonly planted: number;
  readonly found: number;
  readonly named: number;
}

export type Table = ReadonlyMap<string, Row>;

type Scan = (bytes: Uint8Array) => readonly (FoundLeak & { readonly end?: number })[];

/** What of each rule's plants was found. */
export function byRule(files: readonly CorpusFile[], scan: Scan): Table {
  return tabled(files, scan, (plant) => plant.rule);
}

/** What of each encoding's plants was found. */
export function byEncoding(files: readonly CorpusFile[], scan: Scan): Table {
  return tabled(files, scan, (plant) => plant.encoding);
}

/** Leaks in files that hold none: `found` counts the alarms, `planted` the files. */
export function byKind(files: readonly CorpusFile[], scan: Scan): Table {
  const table = new Map<string, Row>();
  for (const { kind, bytes } of files) {
    const { planted, found } = table.get(kind) ?? { planted: 0, found: 0 };
    table.set(kind, { planted: planted + 1, found: found + scan(bytes).length, named: 0 });
  }
  return table;
}

/** The part that was found, from 0 to 1; 0 when there was nothing. */
export function share(row: Row | undefined): number {
  return row === undefined || row.planted === 0 ? 0 : row.found / row.planted;
}

function tabled(files: readonly CorpusFile[], scan: Scan, nameOf: (plant: Plant) => string): Table {
  const table = new Map<string, Row>();
  for (const { bytes, plants } of files) {
    const leaks = scan(bytes);
    for (const plant of plants) {
      const here = leaks.filter((leak) => plant.offset < 0 || touches(leak, plant));
      const row = table.get(nameOf(plant)) ?? { planted: 0, found: 0, named: 0 };
      table.set(nameOf(plant), {
        planted: row.planted + 1,
        found: row.found + (here.length > 0 ? 1 : 0),
        named: row.named + (here.some(({ rule }) => rule === plant.rule) ? 1 : 0),
      });
    }
  }
  return table;
}

// A leak may begin a little before its credential: at a user's name, or at a quote.
function touches(leak: FoundLeak & { readonly end?: number }, plant: Plant): boolean {
  const end = plant.offset + plant.secret.length;
  return leak.offset < end && (leak.end ?? leak.offset + 200) > plant.offset;
}
