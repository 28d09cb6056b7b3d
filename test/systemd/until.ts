import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again every few milliseconds until there is an answer; throws, naming it, after `seconds`. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  seconds = 20,
): Promise<T> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new Error(`waited ${seconds} s for ${what}`);
    await sleep(15);
  }
}
