import type { Secret } from '../secret.ts';
import { gateWords } from '../units/gated.ts';

/** True for the command line of our own gate, which has not become the worker yet. */
export function isOurGate(program: string, command: readonly Secret[]): boolean {
  return program === 'node' && gateWords(command.map((word) => word.reveal())) !== undefined;
}
