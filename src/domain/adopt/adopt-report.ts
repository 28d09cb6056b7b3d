import { exit } from '../exit-code.ts';
import type { Finding } from '../finding.ts';
import type { LinkMove, Recovery } from '../journal-entry.ts';
import type { Profile } from '../profile.ts';
import { type Report, schemaOf } from '../report.ts';
import type { Root } from '../world.ts';

/** What `adopt` reports. */
export interface AdoptReport extends Report {
  readonly profile: string;
  readonly tier: 'safe' | 'live';
  /** How the profile was found. */
  readonly found: 'named' | 'by its keys' | 'linked';
  readonly mode: 'adopt' | 'dry-run' | 'undo';
  /** `from` null: a plain file stood there; `to` null: it stands there again. */
  readonly links: readonly LinkMove[];
  /** True when there was nothing to do: a link stands there. */
  readonly already: boolean;
  /** An earlier change that was found half done, and what became of it. */
  readonly recovered: { readonly profile: string; readonly how: Recovery } | null;
  readonly head: string | null;
  /** The command that puts the plain file back; null where nothing was changed. */
  readonly undo: string | null;
}

/** What a report is made of. */
export interface AdoptTold {
  readonly found: AdoptReport['found'];
  readonly mode: AdoptReport['mode'];
  readonly findings: readonly Finding[];
  readonly already?: boolean;
  readonly recovered?: NonNullable<AdoptReport['recovered']>;
  readonly head?: string;
}

/** The report of an adoption, or of its undoing. */
export function adoptReport(
  root: Root,
  { name, tier }: Profile,
  links: readonly LinkMove[],
  told: AdoptTold,
): AdoptReport {
  const { found, mode, findings, already, recovered, head } = told;
  return {
    schema: schemaOf('adopt'),
    root: root.path,
    outcome: 'done',
    exit: exit.done,
    findings,
    profile: name,
    tier,
    found,
    mode,
    links,
    already: already ?? false,
    recovered: recovered ?? null,
    head: head ?? null,
    undo: mode === 'adopt' && head !== undefined ? 'pine-env adopt --undo' : null,
  };
}
