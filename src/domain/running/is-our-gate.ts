import type { Secret } from '../secret.ts';

/** True for the command line of our own gate, which has not become the worker yet. */
export function isOurGate(program: string, command: readonly Secret[]): boolean {
  if (program !== 'node') return false;
  const words = command.map((word) => word.reveal());
  const at = words.findIndex((word) => /(?:^|\/)pine-env(?:\.cjs)?$/.test(word));
  // Behind the gate stands the worker's own command line.
  return at >= 0 && at <= 2 && words.slice(at + 1).find((word) => !word.startsWith('-')) === 'gate';
}
