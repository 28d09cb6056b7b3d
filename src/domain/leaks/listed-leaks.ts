import type { LeakFinding } from './leak-finding.ts';

const mostInAFile = 100;
const mostOfASecret = 10_000;

/** The leaks that are listed one by one: a log may hold one secret in each line, and one place shows it. */
export function listedLeaks(leaks: readonly LeakFinding[]): readonly LeakFinding[] {
  const inFile = new Map<string, number>();
  const ofSecret = new Map<string, number>();
  return leaks.filter(({ rule, fingerprint, file, object }) => {
    const secret = `${rule} ${fingerprint}`;
    const place = `${secret} ${object ?? ''} ${file}`;
    if ((inFile.get(place) ?? 0) >= mostInAFile) return false;
    if ((ofSecret.get(secret) ?? 0) >= mostOfASecret) return false;
    inFile.set(place, (inFile.get(place) ?? 0) + 1);
    ofSecret.set(secret, (ofSecret.get(secret) ?? 0) + 1);
    return true;
  });
}
