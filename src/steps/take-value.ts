import { largestPaste } from '../domain/limits.ts';
import { Secret } from '../domain/secret.ts';
import { fail } from '../errors.ts';
import type { Answer, Host } from '../ports.ts';

const secondsToPaste = 120;

/**
 * A value that a person pastes at a hidden prompt, or that is piped in: never from the command line.
 * Throws `no-value` when there is none, `value-too-large` beyond 64 KiB.
 */
export async function takeValue(host: Host, prompt: string): Promise<Secret> {
  const input = await host.standardInput();
  const text = input.isTerminal ? await pasted(host, prompt) : piped(input.read(largestPaste + 1));
  return text.trim() === '' ? noValue('nothing was pasted') : Secret.of(text);
}

function piped(bytes: Uint8Array): string {
  if (bytes.length <= largestPaste) return new TextDecoder().decode(bytes);
  return fail({
    kind: 'usage',
    rule: 'value-too-large',
    message: 'what came from stdin is larger than 64 KiB: that is no key',
    remedy: 'pipe one value in, or look through a file: pine-env explain',
  });
}

async function pasted(host: Host, prompt: string): Promise<string> {
  const terminal = (await host.terminal()).open() ?? noValue('there is no terminal to ask at');
  try {
    return answered(await terminal.askHidden(prompt, secondsToPaste));
  } finally {
    terminal.close();
  }
}

function answered(answer: Answer): string {
  return answer.kind === 'answered' ? answer.text : noValue('nothing was pasted in time');
}

function noValue(message: string): never {
  return fail({
    kind: 'usage',
    rule: 'no-value',
    message,
    remedy: 'paste one value at the prompt, or pipe it in from a file that only you can read',
  });
}
