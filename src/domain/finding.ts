/** How much a finding weighs: an error is a no, a warning is a look, an info is a fact. */
export type Severity = 'error' | 'warning' | 'info';

/** One judgement (DESIGN, section 2). No field ever holds a secret's value. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The file, link, key or directory it is about, relative to the root where it lies inside. */
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
}

/** True when at least one finding is an error. */
export function anyError(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === 'error');
}

/** Each finding once: two profiles of one root share many judgements. */
export function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter((finding) => {
    const identity = JSON.stringify(finding);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}
