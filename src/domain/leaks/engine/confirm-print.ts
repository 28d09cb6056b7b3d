import { fingerprint } from '../../fingerprint.ts';
import type { Print } from './needles.ts';
import { possibleCores, type Surroundings, secretAlone } from './possible-cores.ts';

/** What a window turned out to be the end of. */
export interface Confirmed {
  readonly core: string;
  readonly size: number;
  readonly certain: boolean;
}

/** Decides whether a fingerprint's core ends where its window does. */
export interface Confirmer {
  confirm(print: Print, around: Surroundings): Confirmed | undefined;
  /** Gives back what may be spent on the next piece of work. */
  refresh(): void;
}

// Whoever knows a window can write text that is full of it; ordinary text has one by chance in 16 MB.
const mostProofs = 20_000;
// Looking around costs about as much as so many proofs.
const looking = 10;
const remembered = 1024;

/** A confirmer for the registry with this salt. */
export function confirmerOf(salt: string): Confirmer {
  const refuted = new Set<string>();
  let proofs = 0;
  const proves = (print: Print, core: string) => {
    proofs++;
    return fingerprint(salt, print.provider, core) === print.fingerprint;
  };
  const search = (print: Print, around: Surroundings): Confirmed | undefined => {
    proofs += looking;
    for (const { core, size } of possibleCores(print.provider, around)) {
      if (proofs >= mostProofs) return { core: around.before.slice(-16), size: 16, certain: false };
      if (proves(print, core)) return { core, size, certain: true };
    }
    return unprovable(print, around);
  };
  return {
    confirm(print, around) {
      // Said once for a block, by whoever spent the last one.
      if (proofs >= mostProofs) return undefined;
      const asked = `${print.fingerprint} ${around.squeezed} ${around.before} ${around.after}`;
      if (refuted.has(asked)) return undefined;
      const found = search(print, around);
      if (refuted.size >= remembered) refuted.clear();
      if (found === undefined) refuted.add(asked);
      return found;
    },
    refresh() {
      proofs = 0;
    },
  };
}

function unprovable(print: Print, around: Surroundings): Confirmed | undefined {
  const core = around.squeezed ? undefined : secretAlone(print.provider, around);
  return core === undefined ? undefined : { core, size: core.length, certain: false };
}
